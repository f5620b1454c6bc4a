import type { BranchRow } from '../client/shapes.ts'
import { knowledgeOf } from './live.ts'

/** What a managing director should look at, worst first. */
const TROUBLES = ['quarantined', 'tse', 'offline', 'late', 'never'] as const
export type Trouble = (typeof TROUBLES)[number]

/** Everything that is wrong with a branch, worst first; empty when all is well. */
export function troublesOf(row: BranchRow, asOf: string): readonly Trouble[] {
  const wrong: Record<Trouble, boolean> = {
    quarantined: row.quarantined > 0,
    tse: row.tse === 'outage',
    offline: row.connection === 'offline',
    late: row.connection === 'online' && knowledgeOf({ ...row, quarantined: 0 }, asOf) !== 'complete',
    never: row.connection === 'never',
  }
  return TROUBLES.filter((trouble) => wrong[trouble])
}

export const SORTINGS = ['trouble', 'code', 'name', 'revenue', 'lastSale'] as const
export type Sorting = (typeof SORTINGS)[number]

const byCode = (a: BranchRow, b: BranchRow) => a.code.localeCompare(b.code, 'de', { numeric: true })

/** The row's place by its worst trouble; all well comes last. */
function rank(row: BranchRow, asOf: string): number {
  const [worst] = troublesOf(row, asOf)
  return worst === undefined ? TROUBLES.length : TROUBLES.indexOf(worst)
}

/** Rows in the chosen order; equal ones by branch number, so that nothing jumps without a reason. */
export function sortRows(rows: readonly BranchRow[], sorting: Sorting, asOf: string): readonly BranchRow[] {
  const order: Record<Sorting, (a: BranchRow, b: BranchRow) => number> = {
    trouble: (a, b) => rank(a, asOf) - rank(b, asOf),
    code: () => 0,
    name: (a, b) => a.name.localeCompare(b.name, 'de'),
    revenue: (a, b) => b.revenueToday - a.revenueToday,
    lastSale: (a, b) => (b.lastSaleAt ?? '').localeCompare(a.lastSaleAt ?? ''),
  }
  return rows.toSorted((a, b) => order[sorting](a, b) || byCode(a, b))
}

/** Rows whose number or name contains the text, in any case. */
export function searchRows(rows: readonly BranchRow[], text: string): readonly BranchRow[] {
  const wanted = text.trim().toLocaleLowerCase('de')
  if (wanted === '') return rows
  return rows.filter((row) => `${row.code} ${row.name}`.toLocaleLowerCase('de').includes(wanted))
}
