import type { EntryPlace, Findings, Severity } from './findings.ts'
import type { Ledger, Row } from './ledger.ts'
import { TransactionCheck } from './transactions.ts'

/** Missing counters, both ends included. */
export interface CounterRange {
  readonly first: number
  readonly last: number
}

/** What the counters of one device show. */
export interface SequenceSummary {
  readonly firstCounter: number
  readonly lastCounter: number
  /** Gaps, the first ten thousand of them. */
  readonly missing: readonly CounterRange[]
  readonly missingCount: number
  readonly duplicates: number
  readonly transactions: number
  readonly openTransactions: readonly number[]
  /** `declared` by the caller, `possibly` by the looks of a single client with gaps. */
  readonly filtered: 'no' | 'possibly' | 'declared'
}

const MAX_RANGES = 10_000

type IndexedRow = Row & { readonly index: number }

/** Gaps of the counters, found before anything is judged by them. */
const gapsOf = (ledger: Ledger): { readonly missing: CounterRange[]; readonly missingCount: number } => {
  const missing: CounterRange[] = []
  let missingCount = 0
  let expected = 1
  for (const { counter } of ledger.byCounter()) {
    if (counter > expected) {
      missingCount += counter - expected
      if (missing.length < MAX_RANGES) missing.push({ first: expected, last: counter - 1 })
    }
    expected = Math.max(expected, counter + 1)
  }
  return { missing, missingCount }
}

/** How seriously gaps are to be taken (auditor's check 7). */
interface Mode {
  readonly filtered: SequenceSummary['filtered']
  readonly inner: Severity
  readonly leading: Severity
}

const modeOf = (ledger: Ledger, gaps: readonly CounterRange[], filtered: boolean | 'auto'): Mode => {
  if (filtered === true) return { filtered: 'declared', inner: 'note', leading: 'note' }
  const erased = ledger.hasOperation('deleteStoredData')
  const leading: Severity = erased ? 'note' : filtered === 'auto' ? 'warning' : 'error'
  const innerGaps = gaps.some(({ first }) => first > 1)
  const looksFiltered = filtered === 'auto' && innerGaps && ledger.clients.length <= 1
  return looksFiltered
    ? { filtered: 'possibly', inner: 'warning', leading }
    : { filtered: 'no', inner: 'error', leading }
}

/** Checks counters, times and transactions of one device over all its messages (auditor's checks 3 to 5). */
export const checkSequence = (
  ledger: Ledger,
  filtered: boolean | 'auto',
  findings: Findings,
): SequenceSummary => {
  const { missing, missingCount } = gapsOf(ledger)
  const mode = modeOf(ledger, missing, filtered)
  const place = (row: IndexedRow): EntryPlace => ledger.placeOf(row)
  const transactions = new TransactionCheck(findings, {
    leading: missing.some(({ first }) => first === 1) ? mode.leading : null,
    inner: missing.some(({ first }) => first > 1) ? mode.inner : null,
  })
  let previous: IndexedRow | null = null
  let first: IndexedRow | null = null
  let duplicates = 0
  for (const row of ledger.byCounter()) {
    first ??= row
    const expected: number = previous === null ? 1 : previous.counter + 1
    if (previous?.counter === row.counter) {
      duplicates++
      findings.add('error', 'counterDuplicate', `signature counter ${row.counter} is used twice`, place(row))
    } else if (row.counter > expected) {
      const severity = expected === 1 ? mode.leading : mode.inner
      findings.add(
        severity,
        'counterMissing',
        rangeText({ first: expected, last: row.counter - 1 }),
        place(row),
      )
    }
    if (previous !== null) checkTime(previous, row, findings, place)
    transactions.see(row, () => place(row))
    previous = row
  }
  if (mode.filtered === 'possibly') {
    const client = ledger.clients[0] ?? 'none'
    findings.add('warning', 'possiblyFiltered', `gaps, and only client ${client}: ask for the whole export`)
  }
  return {
    firstCounter: first?.counter ?? 0,
    lastCounter: previous?.counter ?? 0,
    missing,
    missingCount,
    duplicates,
    transactions: transactions.started,
    openTransactions: transactions.reportOpen(),
    filtered: mode.filtered,
  }
}

const rangeText = ({ first, last }: CounterRange): string =>
  first === last
    ? `signature counter ${first} is missing`
    : `signature counters ${first} to ${last} are missing`

const setsTime = ({ label }: Row): boolean => label.kind === 'system' && label.operation === 'updateTime'

/** A fall is explained by an updateTime; between gaps one may be missing. */
const checkTime = (
  previous: Row,
  row: IndexedRow,
  findings: Findings,
  place: (row: IndexedRow) => EntryPlace,
): void => {
  if (row.time >= previous.time || setsTime(row) || setsTime(previous)) return
  const severity = row.counter > previous.counter + 1 ? 'warning' : 'error'
  const times = `${new Date(previous.time).toISOString()} to ${new Date(row.time).toISOString()}`
  findings.add(severity, 'timeFalls', `the log time falls from ${times}`, place(row))
}
