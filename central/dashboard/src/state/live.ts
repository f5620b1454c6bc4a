import { type Cents, cents } from '@brotkasten/domain/money/cents'
import { businessDateAt } from '@brotkasten/domain/time/business-date'
import type { BranchRow } from '../client/shapes.ts'

/** The chain's zone: every time on this dashboard is told in it. */
export const ZONE = 'Europe/Berlin'

/** A box in contact whose sales arrive within this many milliseconds counts as complete (guide, section 13). */
export const FRESH_MS = 120_000

/** All branches as last heard. `asOf` is the moment the centre last spoke; null before it ever did. */
export type Live = { readonly asOf: string | null; readonly rows: readonly BranchRow[] }
export const NO_LIVE: Live = { asOf: null, rows: [] }

export type LiveEvent =
  | { readonly type: 'snapshot'; readonly asOf: string; readonly rows: readonly BranchRow[] }
  | { readonly type: 'row'; readonly at: string; readonly row: BranchRow }
  | { readonly type: 'heard'; readonly at: string }

/** The one switch that every change of the live picture goes through. */
export function applyLive(live: Live, event: LiveEvent): Live {
  switch (event.type) {
    case 'snapshot':
      return { asOf: event.asOf, rows: event.rows }
    case 'heard':
      return live.asOf === null ? live : { ...live, asOf: event.at }
    case 'row': {
      const known = live.rows.some((row) => row.branchId === event.row.branchId)
      const rows = known
        ? live.rows.map((row) => (row.branchId === event.row.branchId ? event.row : row))
        : [...live.rows, event.row]
      return { asOf: event.at, rows }
    }
  }
}

/** How much of today's sales of a branch the centre holds. */
export type Knowledge = 'complete' | 'partial' | 'unknown'

/** An offline branch is unknown or known in part, never zero. */
export function knowledgeOf(row: BranchRow, asOf: string): Knowledge {
  if (row.connection === 'never' || row.completeUntil === null) return 'unknown'
  const lag = Date.parse(asOf) - Date.parse(row.completeUntil)
  const reachable = row.connection === 'online' && (row.backlog === 0 || lag <= FRESH_MS)
  if (reachable) return row.quarantined === 0 ? 'complete' : 'partial'
  const day = (instant: string) => businessDateAt(new Date(instant), ZONE)
  return day(row.completeUntil) === day(asOf) ? 'partial' : 'unknown'
}

/** Today's figures over all branches. Amounts are null while no branch is known: that is not zero. */
export type Totals = {
  readonly revenue: Cents | null
  readonly receipts: number | null
  readonly average: Cents | null
  readonly completeFor: number
  readonly of: number
}

/** Sums what is known and says for how many branches that is everything. */
export function totalsOf(rows: readonly BranchRow[], asOf: string): Totals {
  const known = rows.filter((row) => knowledgeOf(row, asOf) !== 'unknown')
  const completeFor = known.filter((row) => knowledgeOf(row, asOf) === 'complete').length
  if (known.length === 0)
    return { revenue: null, receipts: null, average: null, completeFor, of: rows.length }
  const revenue = known.reduce((sum, row) => sum + row.revenueToday, 0)
  const receipts = known.reduce((sum, row) => sum + row.receiptsToday, 0)
  const average = receipts === 0 ? null : cents(Math.round(revenue / receipts))
  return { revenue: cents(revenue), receipts, average, completeFor, of: rows.length }
}
