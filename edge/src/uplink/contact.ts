import type { Logger } from 'pino'

/** Whether the centre answers, and since when. */
export class Contact {
  readonly #clock: () => Date
  readonly #log: Logger
  readonly #listeners = new Set<() => void>()
  #state: 'online' | 'offline' | 'never' = 'never'
  #since: Date | null = null

  constructor(clock: () => Date, log: Logger) {
    this.#clock = clock
    this.#log = log
  }

  get state(): { readonly state: 'online' | 'offline' | 'never'; readonly since: Date | null } {
    return { state: this.#state, since: this.#since }
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  reached(): void {
    this.#become('online', 'the centre answers')
  }

  lost(detail: string): void {
    this.#become(this.#state === 'never' ? 'never' : 'offline', `the centre does not answer: ${detail}`)
  }

  #become(state: 'online' | 'offline' | 'never', reason: string): void {
    if (state === this.#state) return
    this.#state = state
    this.#since = this.#clock()
    this.#log.info({ state }, reason)
    for (const listener of this.#listeners) listener()
  }
}
