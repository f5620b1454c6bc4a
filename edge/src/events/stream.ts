import type { EventData, EventName } from '@brotkasten/domain/wire/till'
import type { BoxStore } from '../store/box-store.ts'
import type { Statement } from '../store/db.ts'

export interface StreamEvent {
  /** Rising; survives restarts. */
  readonly id: number
  readonly name: string
  /** JSON text. */
  readonly data: string
}

/** How many events stay for a terminal that was away. */
const KEEP = 10_000

/** The one stream of live events; terminals read it as server-sent events, devices as MQTT. */
export class EventStream {
  readonly #store: BoxStore
  readonly #insert: Statement
  readonly #after: Statement
  readonly #trim: Statement
  readonly #last: Statement
  readonly #subscribers = new Set<(event: StreamEvent) => void>()
  #delivered: number

  constructor(store: BoxStore) {
    this.#store = store
    this.#insert = store.db.prepare('INSERT INTO event (name, data) VALUES (?, ?)')
    this.#after = store.db.prepare('SELECT id, name, data FROM event WHERE id > ? ORDER BY id LIMIT 1000')
    this.#trim = store.db.prepare('DELETE FROM event WHERE id <= ?')
    this.#last = store.db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'event'")
    this.#delivered = this.lastId
    store.onGrowth(() => this.#deliver())
  }

  /** Id of the newest event; 0 before the first. */
  get lastId(): number {
    return Number(this.#last.get()?.seq ?? 0)
  }

  /** Writes an event of its own (one that no booking carries with it) and delivers it. */
  async publish<E extends EventName>(name: E, data: EventData<E>): Promise<void> {
    await this.#store.commit(() => this.#insert.run(name, JSON.stringify(data)))
    this.#deliver()
  }

  /** Events after an id, oldest first, at most a thousand. */
  after(id: number): StreamEvent[] {
    return this.#after
      .all(id)
      .map((row) => ({ id: Number(row.id), name: String(row.name), data: String(row.data) }))
  }

  /** Calls `subscriber` with every event committed from now on; returns how to stop. */
  subscribe(subscriber: (event: StreamEvent) => void): () => void {
    this.#subscribers.add(subscriber)
    return () => this.#subscribers.delete(subscriber)
  }

  /** Hands on what commits have added since the last time, booked receipts included. */
  #deliver(): void {
    for (const event of this.after(this.#delivered)) {
      this.#delivered = event.id
      for (const subscriber of this.#subscribers) subscriber(event)
      if (event.id % 1000 === 0) this.#trim.run(event.id - KEEP)
    }
  }
}
