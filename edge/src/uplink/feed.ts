import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import type { EventStream } from '../events/stream.ts'
import type { Replica } from '../replica/replica.ts'
import type { BoxStore } from '../store/box-store.ts'
import type { CentreClient } from './centre-client.ts'
import type { Contact } from './contact.ts'
import { Loop, type Outcome } from './loop.ts'

export interface FeedOptions {
  readonly store: BoxStore
  readonly replica: Replica
  readonly centre: CentreClient
  readonly contact: Contact
  readonly stream: EventStream
  readonly clock: () => Date
  readonly intervalMs: number
  readonly log: Logger
}

/** Brings master data down: woken by the centre, and polling as the truth. */
export class Feed {
  readonly #options: FeedOptions
  readonly #loop: Loop

  constructor(options: FeedOptions) {
    this.#options = options
    const { intervalMs, log } = options
    this.#loop = new Loop({
      name: 'feed',
      round: () => this.#round(),
      intervalMs,
      firstPauseMs: 500,
      longestPauseMs: 30_000,
      log,
    })
  }

  start(): void {
    this.#loop.start()
  }

  /** The centre has something new. */
  wake(): void {
    this.#loop.poke()
  }

  stop(): Promise<void> {
    return this.#loop.stop()
  }

  async #round(): Promise<Outcome> {
    const { centre, contact, replica, store, stream, clock, log } = this.#options
    const before = replica.cursor
    const answer = await centre.feed(before.epoch, before.version)
    if (!answer.ok) {
      if (answer.error.kind === 'unreachable') contact.lost(answer.error.detail)
      else log.error({ failure: answer.error }, 'the centre refuses the feed')
      return 'failed'
    }
    contact.reached()
    const { epoch, version, snapshot, hash } = answer.value
    if (!snapshot && epoch === before.epoch && version === before.version) return 'idle'
    const applied = replica.apply(answer.value, clock())
    if (!applied.ok) {
      log.error(
        { failure: applied.error, epoch, version },
        'a broken update was rolled back; the last good state stays',
      )
      return 'failed'
    }
    const body = { epoch, version, snapshot, changes: applied.value, hash }
    await store.book({ id: uuidv7(), kind: 'catalogue.applied', time: clock().toISOString(), body })
    await stream.publish('catalogue', { version: replica.catalogue.version })
    return 'idle'
  }
}
