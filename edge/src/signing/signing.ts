import { err, ok, type Result } from '@brotkasten/domain/result'
import type {
  ArchiveRange,
  Signed,
  TransactionRecord,
  Tse,
  TseFailure,
  TseIdentity,
} from '@brotkasten/fiscal-driver/tse'
import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import type { BoxStore } from '../store/box-store.ts'
import { CommandQueue, type Priority } from './command-queue.ts'

/** An outage that is running: its id stands on every receipt it touches. */
export interface Outage {
  readonly id: string
  readonly reason: TseFailure['kind']
  /** UTC instant. */
  readonly since: string
}

export type SigningState =
  | { readonly state: 'starting' }
  | { readonly state: 'ok'; readonly identity: TseIdentity }
  | { readonly state: 'outage'; readonly outage: Outage; readonly identity: TseIdentity | null }

export interface SigningOptions {
  readonly tse: Tse
  readonly store: BoxStore
  readonly clock: () => Date
  readonly log: Logger
  /** The longest a caller waits for one command, in milliseconds. */
  readonly patienceMs: number
  /** Pause between probes while the device is out, in milliseconds. */
  readonly probeMs: number
}

/**
 * The TSE as the box uses it: one command at a time, no caller waits longer than the patience, and any failure
 * begins an outage that is journalled, probed and ended by itself (AEAO to § 146a, 1.14: begin, end and reason).
 */
export class Signing {
  readonly #options: SigningOptions
  readonly #queue = new CommandQueue()
  readonly #listeners = new Set<() => void>()
  readonly #afterOpen: (() => Promise<void>)[] = []
  /** Transactions begun by this program that a sale is still going to finish. */
  readonly #live = new Set<number>()
  #state: SigningState = { state: 'starting' }
  #lastOutage: Outage | null = null
  #probe: NodeJS.Timeout | null = null
  #closed = false

  constructor(options: SigningOptions) {
    this.#options = options
  }

  get state(): SigningState {
    return this.#state
  }

  /** The running outage or the one before: what a receipt names whose signing failed in it. */
  get lastOutage(): Outage | null {
    return this.#lastOutage
  }

  /** The running outage, or null while the device signs. */
  get outage(): Outage | null {
    return this.#state.state === 'outage' ? this.#state.outage : null
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  /** Runs `work` whenever the device has come (back) to work, before that is announced. */
  afterOpen(work: () => Promise<void>): void {
    this.#afterOpen.push(work)
  }

  /** Opens the device, registers the clients and books its adoption when it is new. A failure begins an outage. */
  async open(clientIds: readonly string[]): Promise<void> {
    const opened = await this.#command('other', () => this.#connect(clientIds))
    if (opened.ok) await this.#recover(opened.value)
  }

  async #connect(clientIds: readonly string[]): Promise<Result<TseIdentity, TseFailure>> {
    const { tse, clock } = this.#options
    const opened = await tse.open(clock())
    if (!opened.ok) return opened
    for (const clientId of clientIds) {
      const registered = await tse.registerClient(clientId)
      if (!registered.ok) return registered
    }
    return opened
  }

  async #recover(identity: TseIdentity): Promise<void> {
    await this.#adopt(identity)
    const ended = this.outage
    this.#state = { state: 'ok', identity }
    if (ended) await this.#bookEnd(ended)
    for (const work of this.#afterOpen) await work()
    this.#announce()
  }

  registerClient(clientId: string): Promise<Result<void, TseFailure>> {
    return this.#command('other', () => this.#options.tse.registerClient(clientId))
  }

  /** Starts a transaction; it counts as live until it is finished or forgotten. */
  async start(clientId: string): Promise<Result<Signed, TseFailure>> {
    const started = await this.#command('start', () => this.#options.tse.startTransaction(clientId))
    if (started.ok) this.#live.add(started.value.transactionNumber)
    return started
  }

  async finish(finish: Parameters<Tse['finishTransaction']>[0]): Promise<Result<Signed, TseFailure>> {
    try {
      return await this.#command('finish', () => this.#options.tse.finishTransaction(finish))
    } finally {
      this.#live.delete(finish.transactionNumber)
    }
  }

  /** Nobody will finish this transaction any more: the next recovery closes it. */
  forget(transactionNumber: number): void {
    this.#live.delete(transactionNumber)
  }

  /** What the device really did with a transaction. */
  read(transactionNumber: number): Promise<Result<TransactionRecord | null, TseFailure>> {
    return this.#command('finish', () => this.#options.tse.readTransaction(transactionNumber))
  }

  /**
   * The device's log archive. It has the device to itself from the first to the last chunk: sales meanwhile wait
   * up to their patience, so ask outside opening hours or of a device that exports fast.
   */
  async *archive(range: ArchiveRange): AsyncGenerator<Uint8Array> {
    let release: () => void = () => undefined
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    await new Promise<void>((granted) => {
      void this.#queue.run('other', () => {
        granted()
        return released
      })
    })
    try {
      yield* this.#options.tse.exportArchive(range)
    } finally {
      release()
    }
  }

  /** Numbers of the transactions the device holds open and nobody here is about to finish. */
  async leftovers(): Promise<readonly number[]> {
    const open = await this.openTransactions()
    return open.ok ? open.value.filter((number) => !this.#live.has(number)) : []
  }

  /** Numbers of the transactions the device holds open. */
  openTransactions(): Promise<Result<readonly number[], TseFailure>> {
    return this.#command('other', async () => {
      const status = await this.#options.tse.status()
      return status.ok ? ok(status.value.openTransactions) : status
    })
  }

  async #command<T>(
    priority: Priority,
    command: () => Promise<Result<T, TseFailure>>,
  ): Promise<Result<T, TseFailure>> {
    const result = await this.#patiently(this.#queue.run(priority, command))
    if (!result.ok) this.#beginOutage(result.error)
    return result
  }

  /** Stops waiting after the patience; the command itself goes on and the device stays one-at-a-time. */
  #patiently<T>(running: Promise<Result<T, TseFailure>>): Promise<Result<T, TseFailure>> {
    const { patienceMs } = this.#options
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<Result<T, TseFailure>>((resolve) => {
      timer = setTimeout(
        () => resolve(err({ kind: 'timeout', detail: `no answer within ${patienceMs} ms` })),
        patienceMs,
      )
    })
    return Promise.race([running, late]).finally(() => clearTimeout(timer))
  }

  async #adopt(identity: TseIdentity): Promise<void> {
    const { store, clock } = this.#options
    const known = store.db.prepare('SELECT serial FROM tse WHERE serial = ?').get(identity.serial)
    if (known) return
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
    await store.book({
      id: uuidv7(),
      kind: 'tse.adopted',
      time: clock().toISOString(),
      body: {
        serial: identity.serial,
        description: identity.description,
        emulated: identity.emulated,
        publicKey: base64(identity.publicKey),
        algorithm: identity.algorithm,
        logTimeFormat: identity.logTimeFormat,
        certificates: identity.certificates.map(base64),
        certificationId: identity.certificationId,
      },
    })
  }

  #beginOutage(failure: TseFailure): void {
    if (this.#closed || this.outage) return
    const { store, clock, log } = this.#options
    const identity = this.#state.state === 'ok' ? this.#state.identity : null
    const outage: Outage = { id: uuidv7(), reason: failure.kind, since: clock().toISOString() }
    this.#state = { state: 'outage', outage, identity }
    this.#lastOutage = outage
    log.warn({ outage, detail: failure.detail }, 'TSE outage began')
    // Commits keep their order, so the outage stands in the journal before the first receipt that names it.
    store
      .book({
        id: outage.id,
        kind: 'tse.outageBegan',
        time: outage.since,
        body: { outageId: outage.id, reason: failure.kind, detail: failure.detail },
      })
      .catch((error: unknown) => log.error({ error }, 'the begin of a TSE outage could not be booked'))
    this.#announce()
    this.#scheduleProbe()
  }

  #scheduleProbe(): void {
    this.#probe = setTimeout(() => {
      this.#queue
        .run('other', () => this.#connect(this.#clientIds()))
        .then(async (opened) => {
          if (this.#closed) return
          if (opened.ok) await this.#recover(opened.value)
          else this.#scheduleProbe()
        })
        .catch((error: unknown) => this.#options.log.error({ error }, 'probing the TSE failed'))
    }, this.#options.probeMs)
    this.#probe.unref()
  }

  #clientIds(): string[] {
    return this.#options.store.db
      .prepare('SELECT serial FROM register')
      .all()
      .map((row) => String(row.serial))
  }

  async #bookEnd(outage: Outage): Promise<void> {
    const { store, clock, log } = this.#options
    const count = store.db.prepare('SELECT receipts FROM outage WHERE id = ?')
    await store.commit((book) =>
      book({
        id: uuidv7(),
        kind: 'tse.outageEnded',
        time: clock().toISOString(),
        body: {
          outageId: outage.id,
          beganAt: outage.since,
          affectedReceipts: Number(count.get(outage.id)?.receipts ?? 0),
        },
      }),
    )
    log.info({ outage }, 'TSE outage ended')
  }

  #announce(): void {
    for (const listener of this.#listeners) listener()
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#probe) clearTimeout(this.#probe)
    await this.#queue.run('other', () => this.#options.tse.close())
  }
}
