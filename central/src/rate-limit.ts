export interface RateLimit {
  readonly tries: number
  readonly windowMs: number
}

const MAX_KEYS = 10_000

/** Counts wrong tries per key (address) in a sliding window. */
export class Tries {
  readonly #limit: RateLimit
  readonly #failed = new Map<string, readonly number[]>()

  constructor(limit: RateLimit) {
    this.#limit = limit
  }

  /** Seconds until the key may try again; 0 where it may now. */
  waitSeconds(key: string, now: Date): number {
    const recent = this.#recent(key, now)
    const [oldest] = recent.slice(-this.#limit.tries)
    if (oldest === undefined || recent.length < this.#limit.tries) return 0
    return Math.max(1, Math.ceil((oldest + this.#limit.windowMs - now.getTime()) / 1000))
  }

  /** Remembers a wrong try. */
  fail(key: string, now: Date): void {
    const recent = [...this.#recent(key, now), now.getTime()].slice(-this.#limit.tries)
    this.#failed.delete(key)
    if (this.#failed.size >= MAX_KEYS) {
      const [oldest] = this.#failed.keys()
      if (oldest !== undefined) this.#failed.delete(oldest)
    }
    this.#failed.set(key, recent)
  }

  #recent(key: string, now: Date): readonly number[] {
    const since = now.getTime() - this.#limit.windowMs
    return (this.#failed.get(key) ?? []).filter((time) => time > since)
  }
}
