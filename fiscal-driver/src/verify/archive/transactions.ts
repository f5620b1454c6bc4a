import type { EntryPlace, Findings, Severity } from './findings.ts'
import type { Row } from './ledger.ts'

const MAX_OPEN_LISTED = 1000
/** Devices allow hundreds; an archive with more is made up. */
const MAX_OPEN_TRACKED = 100_000

/** How seriously a message without its partner is to be taken; null where there is no such gap to explain it. */
export interface GapSeverity {
  readonly leading: Severity | null
  readonly inner: Severity | null
}

/**
 * Follows starts and finishes in the order of the counters (auditor's check 4). With gaps in the counters a message
 * may lack its partner for that reason, so it weighs as much as the gap does.
 */
export class TransactionCheck {
  started = 0
  readonly #findings: Findings
  readonly #gaps: GapSeverity
  readonly #open = new Map<number, { readonly clientId: string; readonly place: () => EntryPlace }>()
  #firstStarted = 0
  #lastStarted = 0

  constructor(findings: Findings, gaps: GapSeverity) {
    this.#findings = findings
    this.#gaps = gaps
  }

  see(row: Row, place: () => EntryPlace): void {
    if (row.label.kind !== 'transaction') return
    if (row.label.operation === 'Start') this.#start(row, place)
    else this.#continue(row, place)
  }

  #start({ transactionNumber, label }: Row, place: () => EntryPlace): void {
    this.started++
    if (transactionNumber <= this.#lastStarted) {
      this.#findings.add(
        'error',
        'startTwice',
        `transaction ${transactionNumber} starts after ${this.#lastStarted}`,
        place(),
      )
    } else if (transactionNumber > this.#lastStarted + 1) {
      const severity = (this.#lastStarted === 0 ? this.#gaps.leading : null) ?? this.#gaps.inner ?? 'error'
      const missing = `transactions ${this.#lastStarted + 1} to ${transactionNumber - 1} were never started`
      this.#findings.add(severity, 'transactionMissing', missing, place())
    }
    if (this.#firstStarted === 0) this.#firstStarted = transactionNumber
    this.#lastStarted = Math.max(this.#lastStarted, transactionNumber)
    if (this.#open.size < MAX_OPEN_TRACKED)
      this.#open.set(transactionNumber, { clientId: label.clientId, place })
  }

  #continue({ transactionNumber, label }: Row, place: () => EntryPlace): void {
    const finishes = label.operation === 'Finish'
    const open = this.#open.get(transactionNumber)
    if (open === undefined) {
      const kind = finishes ? 'finishWithoutStart' : 'updateWithoutStart'
      const severity = this.#partnerMissing(transactionNumber)
      this.#findings.add(severity, kind, `transaction ${transactionNumber} is not open here`, place())
    } else if (open.clientId !== label.clientId) {
      const detail = `transaction ${transactionNumber} of ${open.clientId} is continued by ${label.clientId}`
      this.#findings.add('error', 'clientDiffers', detail, place())
    }
    if (finishes) this.#open.delete(transactionNumber)
  }

  /** The Start may lie before the first one seen, or in a gap between; otherwise it should be here. */
  #partnerMissing(transactionNumber: number): Severity {
    const before = this.#firstStarted === 0 || transactionNumber < this.#firstStarted
    return (before ? this.#gaps.leading : null) ?? this.#gaps.inner ?? 'error'
  }

  /** Reports what never ended; legitimate for a transaction that runs while the archive is made. */
  reportOpen(): readonly number[] {
    const open = [...this.#open]
    for (const [transactionNumber, { place }] of open.slice(0, MAX_OPEN_LISTED)) {
      this.#findings.add(
        'warning',
        'transactionOpen',
        `transaction ${transactionNumber} has no Finish`,
        place(),
      )
    }
    return open.slice(0, MAX_OPEN_LISTED).map(([transactionNumber]) => transactionNumber)
  }
}
