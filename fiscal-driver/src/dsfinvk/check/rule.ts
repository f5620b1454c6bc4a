import type { TableName } from '@brotkasten/domain/dsfinvk/tables/all'
import type { CheckRow } from './check-row.ts'
import type { Facts } from './facts.ts'
import type { RuleName } from './finding.ts'

/** What a rule may use: facts gathered so far, and a place for what it finds. */
export interface RuleContext {
  readonly facts: Facts
  readonly options: CheckSettings
  /** Reports a cell of the row. */
  readonly report: (row: CheckRow, column: string | null, detail: string) => void
  /** Reports something about a file, or a record of it that has gone by. */
  readonly reportAt: (table: TableName, row: number | null, column: string | null, detail: string) => void
}

export interface CheckSettings {
  /** Zone of timestamps without offset. */
  readonly zone: string
  /** How much later than the TSE's start the till may say a Bon began, in seconds. */
  readonly clockTolerance: number
  /** False leaves signatures unchecked: they cost about a millisecond each. */
  readonly signatures: boolean
}

/** A rule at work: what it does with rows of some tables, in the order of `FILE_ORDER`, and at the end. */
export interface Rule {
  readonly on?: Partial<Record<TableName, (row: CheckRow) => void>>
  /** For rows of every table. */
  readonly every?: (row: CheckRow) => void
  readonly end?: () => void
}

export interface NamedRule {
  readonly name: RuleName
  readonly start: (context: RuleContext) => Rule
}

/** Parents before children, what must be known before what is compared with it. */
export const FILE_ORDER: readonly TableName[] = [
  'cashpointclosing',
  'location',
  'cashregister',
  'slaves',
  'pa',
  'tse',
  'vat',
  'transactions',
  'datapayment',
  'transactions_vat',
  'lines',
  'transactions_tse',
  'itemamounts',
  'subitems',
  'lines_vat',
  'allocation_groups',
  'references',
  'businesscases',
  'payment',
  'cash_per_currency',
]

/** Half a cent in hundred-thousandths: two amounts that differ by less are the same to the cent. */
export const HALF_CENT = 500

/** Hundred-thousandths as a person reads them. */
export const euros = (amount: number): string => (amount / 100_000).toFixed(2).replace('.', ',')
