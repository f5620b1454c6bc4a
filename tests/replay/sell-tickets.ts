import { setTimeout as pause } from 'node:timers/promises'
import type { Terminal } from './terminal.ts'
import type { TicketSale } from './ticket-sale.ts'

/** A sale and when it is due, in milliseconds after the start. */
export interface DueSale {
  readonly sale: TicketSale
  readonly due: number
}

/** What the terminals saw. */
export interface Tally {
  answered: number
  /** Booked now for the first time. */
  sold: number
  /** Answered as booked before: by an earlier run, or by a try whose answer was lost. */
  repeated: number
  /** Of these, after more than one try. */
  repeatedAfterRetry: number
  retries: number
  readonly rejected: { readonly transaction: string; readonly reason: string }[]
  readonly unanswered: { readonly transaction: string; readonly reason: string }[]
}

export const newTally = (): Tally => ({
  answered: 0,
  sold: 0,
  repeated: 0,
  repeatedAfterRetry: 0,
  retries: 0,
  rejected: [],
  unanswered: [],
})

/** Sells one terminal's sales one after another, each not before it is due. Ends early when `stop` is aborted. */
export async function sellAll(
  terminal: Terminal,
  sales: readonly DueSale[],
  { tally, began, catalogueVersion, stop, gate }: SellOptions,
): Promise<void> {
  for (const { sale, due } of sales) {
    if (stop.aborted) return
    const wait = began + due - performance.now()
    if (wait > 1) await pause(wait, undefined, { signal: stop }).catch(() => null)
    if (stop.aborted) return
    await gate?.()
    const { transaction } = sale.ticket
    const outcome = await terminal.sell(sale, catalogueVersion)
    tally.answered += 1
    if (outcome.kind !== 'sold') {
      tally[outcome.kind].push({ transaction, reason: outcome.reason })
      continue
    }
    tally[outcome.repeated ? 'repeated' : 'sold'] += 1
    tally.retries += outcome.attempts - 1
    if (outcome.repeated && outcome.attempts > 1) tally.repeatedAfterRetry += 1
  }
}

export interface SellOptions {
  readonly tally: Tally
  /** Of `performance.now()`. */
  readonly began: number
  readonly catalogueVersion: number
  readonly stop: AbortSignal
  /** Asked before every sale: it waits as long as this does. */
  readonly gate?: () => Promise<void>
}
