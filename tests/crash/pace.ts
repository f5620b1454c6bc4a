import type { Tally } from '../replay/sell-tickets.ts'
import { until } from '../support/until.ts'

const KILL_MS = 60_000
/** How many shares of the tickets the sale may run ahead of the kills: under 2, so that it cannot end before the last. */
const LEAD = 1.8

/** Keeps kills and sales together: each kill has its share of the tickets, whatever the speed of the machine. */
export class Pace {
  kills = 0
  readonly #wanted: number
  #tally: Pick<Tally, 'answered'> = { answered: 0 }
  #total = Number.POSITIVE_INFINITY

  constructor(wanted: number) {
    this.#wanted = wanted
  }

  begin(tally: Pick<Tally, 'answered'>, total: number): void {
    this.#tally = tally
    this.#total = total
  }

  get answered(): number {
    return this.#tally.answered
  }

  /** Whether the sale has come to the share of the next kill. */
  get isTimeToKill(): boolean {
    return this.answered >= this.kills * this.#share
  }

  /** Waits where the sale is too far ahead of the kills. */
  async waitForKill(over: AbortSignal): Promise<void> {
    await until('the next kill', KILL_MS, () => (over.aborted || !this.#isAhead ? true : null))
  }

  get #share(): number {
    return this.#total / (this.#wanted + 1)
  }

  get #isAhead(): boolean {
    return this.kills < this.#wanted && this.answered >= (this.kills + LEAD) * this.#share
  }
}
