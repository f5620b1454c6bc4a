/** Counts failed tries in a sliding window, so that a code cannot be guessed. */
export class TryLimit {
  readonly #max: number
  readonly #windowMs: number
  #failures: number[] = []

  /** At most `max` failures within `windowMs` milliseconds. */
  constructor(max: number, windowMs: number) {
    this.#max = max
    this.#windowMs = windowMs
  }

  allowed(now: Date): boolean {
    this.#failures = this.#failures.filter((at) => now.getTime() - at < this.#windowMs)
    return this.#failures.length < this.#max
  }

  failed(now: Date): void {
    this.#failures.push(now.getTime())
  }
}
