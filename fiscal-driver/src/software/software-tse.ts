import { err, ok, type Result } from '@brotkasten/domain/result'
import { ArchiveFailure } from '../archive-failure.ts'
import { exportArchive } from '../secure-element/export-archive.ts'
import { readTransaction } from '../secure-element/read-back.ts'
import type { SecureElement } from '../secure-element/secure-element.ts'
import type { SignedLog } from '../secure-element/signer.ts'
import { storeProblem } from '../secure-element/signer.ts'
import type { ArchiveRange, Signed, Tse, TseFailure, TseIdentity, TseResult, TseStatus } from '../tse.ts'
import { type Fault, type FaultPlace, Faults, isLate, lateFaults } from './faults.ts'
import { OneAtATime } from './one-at-a-time.ts'
import type { SoftwareTseOptions } from './options.ts'
import { bringToWork, powerUp } from './power.ts'
import { identityOf, statusOf } from './status.ts'

type Outcome<T> = Result<T, TseFailure>

const failed = (kind: TseFailure['kind'], detail: string) => err<TseFailure>({ kind, detail })

const signed = (log: SignedLog): Outcome<Signed> => {
  const { content, signatureCounter, logTime, signature, bytes } = log
  if (content.kind !== 'transaction') return failed('garbage', 'not a transaction')
  return ok({
    transactionNumber: content.transactionNumber,
    signatureCounter,
    logTime,
    signature,
    message: bytes,
  })
}

/** A TSE in software with the controls a test wants. */
export class SoftwareTse implements Tse {
  readonly #options: SoftwareTseOptions
  readonly #turn: OneAtATime
  readonly #faults = new Faults()
  #element: SecureElement | null = null

  constructor(options: SoftwareTseOptions) {
    this.#options = options
    this.#turn = new OneAtATime(options.latencyMs ?? 0)
    for (const fault of options.faults ?? []) this.#faults.add(fault)
  }

  /** Lays a fault on commands to come. */
  inject(fault: Fault): void {
    this.#faults.add(fault)
  }

  clearFaults(): void {
    this.#faults.clear()
  }

  /** Pulls the plug; `open` puts it in again. */
  async powerCycle(): Promise<void> {
    const element = this.#element
    this.#element = null
    await element?.store.close()
  }

  close(): Promise<void> {
    return this.powerCycle()
  }

  open(now: Date): TseResult<TseIdentity> {
    return this.#command('open', () => {
      const powered = this.#element === null ? powerUp(this.#options, now) : ok(this.#element)
      if (!powered.ok) return powered
      this.#element = powered.value
      const working = bringToWork(powered.value, this.#options, now)
      return working.ok ? ok(identityOf(powered.value)) : working
    })
  }

  status(): TseResult<TseStatus> {
    return this.#onElement('status', (element, now) => ok(statusOf(element, now)))
  }

  updateTime(to: Date): TseResult<void> {
    return this.#onElement('updateTime', (element, now) => quiet(element.updateTime(to, now)))
  }

  selfTest(): TseResult<void> {
    return this.#onElement('selfTest', (element, now) => quiet(element.selfTest(now)))
  }

  registerClient(clientId: string): TseResult<void> {
    return this.#onElement('registerClient', (element, now) => quiet(element.registerClient(clientId, now)))
  }

  deregisterClient(clientId: string): TseResult<void> {
    return this.#onElement('deregisterClient', (element, now) =>
      quiet(element.deregisterClient(clientId, now)),
    )
  }

  startTransaction(clientId: string): TseResult<Signed> {
    return this.#onElement('start', (element, now) => {
      const started = element.start({ clientId, processType: '', processData: new Uint8Array(0) }, now)
      return started.ok ? signed(started.value) : started
    })
  }

  finishTransaction(finish: Parameters<Tse['finishTransaction']>[0]): TseResult<Signed> {
    const { clientId, transactionNumber, processType } = finish
    const processData = Buffer.from(finish.processData, 'utf8')
    return this.#onElement('finish', (element, now) => {
      const finished = element.finish(transactionNumber, { clientId, processType, processData }, now)
      return finished.ok ? signed(finished.value) : finished
    })
  }

  readTransaction(transactionNumber: number): ReturnType<Tse['readTransaction']> {
    return this.#onElement('read', (element) => readTransaction(element, transactionNumber))
  }

  /** Reads beside other commands: it sees the messages there were when it began. */
  exportArchive(range: ArchiveRange): AsyncIterable<Uint8Array> {
    const element = this.#element
    if (element === null) throw new ArchiveFailure({ kind: 'notReady', detail: 'the device is not open' })
    const info = { description: element.state.description, manufacturer: 'Brotkasten', version: '1' }
    return exportArchive(element, range, info, this.#options.clock())
  }

  #onElement<T>(at: FaultPlace, work: (element: SecureElement, now: Date) => Outcome<T>): TseResult<T> {
    return this.#command(at, () => {
      if (this.#element === null) return failed('notReady', 'the device is not open')
      return work(this.#element, this.#options.clock())
    })
  }

  /** One command: a fault before, the work, the write made durable, a fault after. */
  #command<T>(at: FaultPlace, work: () => Outcome<T>): TseResult<T> {
    return this.#turn.run(async () => {
      const fault = this.#faults.strike(at)
      if (fault === 'powerLossBeforeSigning') {
        await this.powerCycle()
        return failed('timeout', 'the device lost power before it signed')
      }
      if (fault !== null && !isLate(fault)) return failed(fault, `injected ${fault}`)
      const outcome = work()
      const durable = await this.#makeDurable()
      if (!durable.ok) return durable
      if (fault === 'powerLossAfterSigning') await this.powerCycle()
      return fault === null ? outcome : err(lateFaults[fault])
    })
  }

  /** A message that might not survive a power cut must not leave the device. */
  async #makeDurable(): Promise<Outcome<void>> {
    if (this.#options.fsync === false || this.#element === null) return ok(undefined)
    const flushed = await this.#element.store.flush()
    if (flushed.ok) return flushed
    await this.powerCycle()
    return err(storeProblem(flushed.error))
  }
}

const quiet = (outcome: Outcome<unknown>): Outcome<void> => (outcome.ok ? ok(undefined) : outcome)

/**
 * Makes a software TSE: a simulator without certification and without legal value, with real keys, real signatures
 * and real log messages. Nothing is read or written before `open`.
 */
export const openSoftwareTse = (options: SoftwareTseOptions): SoftwareTse => new SoftwareTse(options)
