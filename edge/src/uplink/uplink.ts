import { MAX_BATCH } from '@brotkasten/domain/wire/up'
import type { Logger } from 'pino'
import type { BoxStore } from '../store/box-store.ts'
import type { CentreClient, CentreFailure } from './centre-client.ts'
import type { Contact } from './contact.ts'
import { Loop, type Outcome } from './loop.ts'

const MIN_BATCH = 20

/** Sends the journal up after the centre's mark, oldest first; the centre's answer alone moves the mark. */
export class Uplink {
  readonly #store: BoxStore
  readonly #centre: CentreClient
  readonly #contact: Contact
  readonly #log: Logger
  readonly #drained = new Set<() => void>()
  readonly #loop: Loop
  #mark: number | null = null
  /** Shrinks while the centre does not manage, grows again when it does. */
  #batch = MAX_BATCH

  constructor(options: { store: BoxStore; centre: CentreClient; contact: Contact; log: Logger }) {
    this.#store = options.store
    this.#centre = options.centre
    this.#contact = options.contact
    this.#log = options.log
    const pauses = { intervalMs: 30_000, firstPauseMs: 500, longestPauseMs: 30_000 }
    this.#loop = new Loop({ name: 'uplink', round: () => this.#round(), log: options.log, ...pauses })
    options.store.onGrowth(() => this.#loop.poke())
  }

  start(): void {
    this.#loop.start()
  }

  stop(): Promise<void> {
    return this.#loop.stop()
  }

  /** Calls `listener` whenever the centre has come to hold everything. */
  onDrained(listener: () => void): void {
    this.#drained.add(listener)
  }

  /** Entries the centre does not hold yet, as far as this box knows. */
  get backlog(): number {
    return this.#store.journal.lastSeq - (this.#mark ?? 0)
  }

  async #round(): Promise<Outcome> {
    if (this.#mark === null) {
      const mark = await this.#centre.mark(this.#store.epoch)
      if (!mark.ok) return this.#failed(mark.error)
      this.#mark = mark.value
    }
    const entries = this.#store.journal.after(this.#mark, this.#batch)
    if (entries.length === 0) {
      const mark = await this.#centre.mark(this.#store.epoch)
      if (!mark.ok) return this.#failed(mark.error)
      this.#mark = mark.value
      this.#contact.reached()
      return mark.value < this.#store.journal.lastSeq ? 'more' : 'idle'
    }
    const sent = await this.#centre.sendJournal({ epoch: this.#store.epoch, entries })
    if (!sent.ok) {
      this.#batch = Math.max(MIN_BATCH, Math.floor(this.#batch / 2))
      return this.#failed(sent.error)
    }
    this.#batch = Math.min(MAX_BATCH, this.#batch * 2)
    this.#mark = sent.value
    this.#contact.reached()
    if (sent.value < this.#store.journal.lastSeq) return 'more'
    for (const listener of this.#drained) listener()
    return 'idle'
  }

  #failed(failure: CentreFailure): Outcome {
    if (failure.kind === 'unreachable') {
      this.#contact.lost(failure.detail)
      return 'failed'
    }
    this.#contact.reached()
    const { mark } = failure.details
    if (failure.reason === 'gap' && typeof mark === 'number') {
      this.#mark = mark
      return 'more'
    }
    this.#log.error({ failure }, 'the centre refuses the journal')
    return 'failed'
  }
}
