import { sumCents } from '@brotkasten/domain/money/cents'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import type { CentreFacts } from './compare.ts'
import { type Expectation, linesText } from './expectation.ts'
import { type Check, none, repeated, same } from './findings.ts'
import { type JournalFacts, numberFaults } from './journal-facts.ts'
import { signatureFaults, transactionFaults } from './signatures.ts'
import { addBuckets, addUp, rateText, signedSums } from './sums.ts'
import type { TseLog } from './tse-log.ts'

/** Every sale of the file is at the box as the file has it. */
export function saleChecks(file: Expectation, byId: ReadonlyMap<string, Receipt>): Check[] {
  const altered = file.sales.filter((sale) => {
    const receipt = byId.get(sale.id)
    if (!receipt) return false
    return (
      linesText(receipt.lines) !== sale.lines ||
      rateText(receipt.taxes) !== rateText(sale.taxesOn(receipt.businessDate)) ||
      receipt.gross !== sumCents(receipt.taxes.map(({ gross }) => gross))
    )
  })
  const name = ({ transaction, id }: Expectation['sales'][number]) => `ticket ${transaction} (${id})`
  return [
    none('sales missing at the box', file.sales.filter(({ id }) => !byId.has(id)).map(name)),
    none('sales altered at the box', altered.map(name)),
  ]
}

/** The box's own record holds together. */
export const boxChecks = (journal: JournalFacts): Check[] => [
  none('journal faults (gaps, chain, bodies)', journal.faults),
  none('sales booked twice', repeated(journal.receipts.map(({ id }) => id))),
  none('receipt numbers with gaps or twice', numberFaults(journal.documents)),
  none('receipts and aborts whose signature does not verify', signatureFaults(journal)),
  none(
    'receipts that name an outage nobody journalled',
    journal.documents.flatMap(({ id, tse }) =>
      tse.state === 'outage' && !journal.outages.has(tse.outageId) ? [id] : [],
    ),
  ),
]

/** The TSE's log holds together and says what the journal says. */
export function tseChecks(journal: JournalFacts, tse: TseLog): Check[] {
  const own = journal.documents
    .filter(({ tse: { state } }) => state === 'signed')
    .map(({ buckets }) => buckets)
  // Receipts booked without a signature whose Finish the TSE had made all the same.
  const late = journal.accounted.filter(({ by }) => by.startsWith('sale.signatureFound'))
  const booked = [...own, ...signedSums(late.map((found) => found.tse))]
  const belege = signedSums(tse.finishes)
  return [
    none('TSE log faults (unreadable, unsigned, gaps, time)', tse.faults),
    none('TSE transactions left open', tse.open),
    none('TSE Finish ↔ receipt or abort', transactionFaults(journal, tse)),
    same('signed Belege: box, TSE', booked.length, belege.length),
    same('buckets 1 to 5: box, TSE', addBuckets(booked).join(' '), addBuckets(belege).join(' ')),
  ]
}

/** The centre holds what the box holds. */
export function centreChecks(receipts: readonly Receipt[], centre: CentreFacts): Check[] {
  const here = new Map(receipts.map(({ id, gross }) => [id, gross]))
  const there = new Map(centre.receipts.map(({ id, gross }) => [id, gross]))
  const taxes = addUp(receipts.flatMap((receipt) => receipt.taxes))
  return [
    none(
      'receipts missing at the centre',
      [...here.keys()].filter((id) => !there.has(id)),
    ),
    none(
      'receipts only at the centre',
      [...there.keys()].filter((id) => !here.has(id)),
    ),
    none('receipts twice at the centre', repeated(centre.receipts.map(({ id }) => id))),
    none(
      'receipts of another sum at the centre',
      [...here].flatMap(([id, gross]) => (there.has(id) && there.get(id) !== gross ? [id] : [])),
    ),
    same('receipts: box, centre', receipts.length, centre.figures.receipts),
    same('gross: box, centre', sumCents(receipts.map(({ gross }) => gross)), centre.figures.gross),
    same('revenue by rate: box, centre', rateText(taxes), rateText(addUp(centre.figures.taxes))),
    same('entries in quarantine at the centre', 0, centre.quarantined),
    same('sales booked twice at the centre', 0, centre.duplicates),
  ]
}
