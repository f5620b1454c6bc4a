import type { Logger } from 'pino'

/** How long news is gathered before it is sent, in milliseconds. */
const POKE_MS = 50

/** What one round says of the next: at once, when poked or after the interval, or after a growing pause. */
export type Outcome = 'more' | 'idle' | 'failed'

export interface LoopOptions {
  readonly name: string
  readonly round: () => Promise<Outcome>
  readonly intervalMs: number
  readonly firstPauseMs: number
  readonly longestPauseMs: number
  readonly log: Logger
}

/** Runs rounds one after another: soon when poked, now and then by itself, with growing jittered pauses on failure. */
export class Loop {
  readonly #options: LoopOptions
  #timer: NodeJS.Timeout | null = null
  #running = false
  #poked = false
  #stopped = false
  #failures = 0
  #idle: Promise<void> = Promise.resolve()

  constructor(options: LoopOptions) {
    this.#options = options
  }

  /**
   * There is something to do: the next round begins in a moment, or right after the running one. What comes within
   * that moment travels along, so that a busy till is not slowed by an upload for every sale.
   */
  poke(): void {
    if (this.#poked) return
    this.#poked = true
    if (!this.#running && this.#failures === 0) this.#schedule(POKE_MS)
  }

  start(): void {
    this.#schedule(0)
  }

  /** Stops after the running round. */
  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#idle
  }

  #schedule(ms: number): void {
    if (this.#stopped || this.#running) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#idle = this.#round()
    }, ms)
  }

  async #round(): Promise<void> {
    this.#running = true
    this.#poked = false
    let outcome: Outcome = 'failed'
    try {
      outcome = await this.#options.round()
    } catch (error) {
      this.#options.log.error({ error, loop: this.#options.name }, 'a round failed')
    }
    this.#running = false
    this.#failures = outcome === 'failed' ? this.#failures + 1 : 0
    this.#schedule(this.#pause(outcome))
  }

  #pause(outcome: Outcome): number {
    if (outcome === 'more' || (outcome === 'idle' && this.#poked)) return 0
    if (outcome === 'idle') return this.#options.intervalMs
    const pause = Math.min(
      this.#options.firstPauseMs * 2 ** (this.#failures - 1),
      this.#options.longestPauseMs,
    )
    return pause * (0.5 + Math.random() / 2)
  }
}
