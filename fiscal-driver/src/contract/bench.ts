import type { Result } from '@brotkasten/domain/result'
import { afterEach, beforeEach } from 'vitest'
import type { Signed, Tse, TseFailure, TseIdentity } from '../tse.ts'

/** A fresh device, never used before, with what the suite needs to move it. */
export interface Bench {
  /** The device; after `restart` it may be another object. */
  readonly tse: Tse
  /** The time by the box's clock; the suite never waits for it to pass. */
  now(): Date
  /** Cuts the power and gives it back; the device wants `open` again. */
  restart(): Promise<void>
  /**
   * The next command of this kind is carried out, but its answer never arrives; awaited where it takes time to stage.
   * Absent where it cannot be staged.
   */
  loseAnswer?(of: 'start' | 'finish'): unknown
  dispose(): Promise<void>
}

/** Limits a device is made with, where its maker lets one choose. */
export interface BenchLimits {
  readonly clients: number
  readonly openTransactions: number
}

/** Makes a fresh device. Without limits the usual ones. */
export type MakeBench = (limits?: BenchLimits) => Bench | Promise<Bench>

/** In what devices may differ without breaking the contract. */
export interface Traits {
  /** A second command while one runs is refused by the device itself, or queued by its driver. */
  readonly overlapping: 'busy' | 'queued'
  /** False where limits cannot be chosen, so that reaching them would take too long. */
  readonly limitsChoosable: boolean
  /** Largest processData the suite tries, in bytes. */
  readonly processDataBytes: number
}

/** The value of a success; anything else fails the test with what the device said. */
export const must = <T>(result: Result<T, TseFailure>): T => {
  if (!result.ok) throw new Error(`${result.error.kind}: ${result.error.detail}`)
  return result.value
}

/** The kind of a failure, or `ok`. */
export const outcome = (result: Result<unknown, TseFailure>): string => (result.ok ? 'ok' : result.error.kind)

/** The clients every test may use. */
export const CLIENT = 'BK-0007-01'
export const OTHER_CLIENT = 'BK-0007-02'

/** What a till says at Finish. */
export const sale = {
  clientId: CLIENT,
  processType: 'Kassenbeleg-V1',
  processData: 'Beleg^0.00_2.55_0.00_0.00_0.00^2.55:Bar',
}

/** A bench per test, opened, with both clients registered. */
export class Stage {
  #bench: Bench | null = null
  #identity: TseIdentity | null = null

  constructor(make: MakeBench, limits?: BenchLimits) {
    beforeEach(async () => {
      this.#bench = await make(limits)
      await this.open()
      must(await this.tse.registerClient(CLIENT))
      must(await this.tse.registerClient(OTHER_CLIENT))
    })
    afterEach(async () => {
      await this.#bench?.dispose()
      this.#bench = null
    })
  }

  get bench(): Bench {
    if (this.#bench === null) throw new Error('no bench outside a test')
    return this.#bench
  }

  get tse(): Tse {
    return this.bench.tse
  }

  get identity(): TseIdentity {
    if (this.#identity === null) throw new Error('not opened')
    return this.#identity
  }

  async open(): Promise<void> {
    this.#identity = must(await this.tse.open(this.bench.now()))
  }

  async restart(): Promise<void> {
    await this.bench.restart()
    await this.open()
  }

  async start(clientId: string = CLIENT): Promise<Signed> {
    return must(await this.tse.startTransaction(clientId))
  }

  async finish(transactionNumber: number, said: Partial<typeof sale> = {}): Promise<Signed> {
    return must(await this.tse.finishTransaction({ ...sale, ...said, transactionNumber }))
  }

  /** A whole sale. */
  async sell(said: Partial<typeof sale> = {}): Promise<{ readonly start: Signed; readonly finish: Signed }> {
    const start = await this.start(said.clientId)
    return { start, finish: await this.finish(start.transactionNumber, said) }
  }

  /** The whole archive, or the selected part. */
  async archive(range: Parameters<Tse['exportArchive']>[0] = {}): Promise<Uint8Array> {
    const chunks: Uint8Array[] = []
    for await (const chunk of this.tse.exportArchive(range)) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
}
