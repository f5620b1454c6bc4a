/** An event for the dashboards. `key` says what it is about: a newer one replaces one still waiting. */
export interface LiveEvent {
  readonly name: 'live' | 'prices' | 'revenue'
  readonly key: string
  readonly data: unknown
  /** Branches it tells about; null where everybody may know. */
  readonly branchId: string | null
}

/** More waiting subjects than this and the reader is given up: it comes back and loads everything anew. */
const MAX_WAITING = 2_000

/** One dashboard's waiting events: bounded, because only the newest of each subject waits. */
export class Subscription {
  readonly #sees: (branchId: string) => boolean
  readonly #onClose: () => void
  #waiting = new Map<string, LiveEvent>()
  #wake: (() => void) | null = null
  #closed = false

  constructor(sees: (branchId: string) => boolean, onClose: () => void) {
    this.#sees = sees
    this.#onClose = onClose
  }

  get closed(): boolean {
    return this.#closed
  }

  push(event: LiveEvent): void {
    if (event.branchId !== null && !this.#sees(event.branchId)) return
    const key = `${event.name} ${event.key}`
    this.#waiting.delete(key)
    this.#waiting.set(key, event)
    if (this.#waiting.size > MAX_WAITING) this.close()
    this.#wake?.()
  }

  /** Waits for events, or until `ms` have passed; empty then or when closed. */
  async take(ms: number): Promise<readonly LiveEvent[]> {
    if (this.#waiting.size === 0 && !this.#closed) await this.#sleep(ms)
    const events = this.#closed ? [] : [...this.#waiting.values()]
    this.#waiting = new Map()
    return events
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#onClose()
    this.#wake?.()
  }
}

/** Everybody who watches. */
export class Hub {
  readonly #subscriptions = new Set<Subscription>()

  subscribe(sees: (branchId: string) => boolean): Subscription {
    const subscription: Subscription = new Subscription(sees, () => this.#subscriptions.delete(subscription))
    this.#subscriptions.add(subscription)
    return subscription
  }

  get watched(): boolean {
    return this.#subscriptions.size > 0
  }

  publish(event: LiveEvent): void {
    for (const subscription of this.#subscriptions) subscription.push(event)
  }

  close(): void {
    for (const subscription of this.#subscriptions) subscription.close()
  }
}
