import type { TableName } from '@brotkasten/domain/dsfinvk/tables/all'
import type { CheckRow } from './check-row.ts'
import type { ClosingFacts, Facts, TwofoldSum } from './facts.ts'

type Gather = (row: CheckRow, closing: ClosingFacts, facts: Facts) => void

/** Adds to one of a closing's sums. */
function addTo(sums: Map<string, TwofoldSum>, key: string, amount: number, cancelled: boolean): void {
  const sum = sums.get(key) ?? { plain: 0, cancelled: 0 }
  if (cancelled) sum.cancelled += amount
  else sum.plain += amount
  sums.set(key, sum)
}

function gatherPayment(row: CheckRow, closing: ClosingFacts, { bons }: Facts): void {
  const { bon } = row
  const amount = row.amount('BASISWAEH_BETRAG') ?? 0
  const type = row.text('ZAHLART_TYP')
  const currency = row.text('ZAHLWAEH_CODE') || closing.currency
  bons.paid.add(bon, amount)
  if (type === 'Bar') bons.paidCash.add(bon, amount)
  if (currency !== closing.currency) bons.foreign.set(bon, 1)
  if (bons.type[bon] !== 'Beleg') return
  const cancelled = bons.cancelled.get(bon) === 1
  addTo(closing.payments, JSON.stringify([type, row.text('ZAHLART_NAME')]), amount, cancelled)
  if (type !== 'Bar') return
  const inCurrency = currency === closing.currency ? amount : (row.amount('ZAHLWAEH_BETRAG') ?? 0)
  addTo(closing.cash, currency, inCurrency, cancelled)
}

/** The sums of businesscases.csv by type, name, agency and VAT key; an agency left out is the own business. */
export const caseKey = (row: CheckRow): string =>
  JSON.stringify([row.text('GV_TYP'), row.text('GV_NAME'), row.text('AGENTUR_ID') || '0'])

function gatherLine(row: CheckRow, { lines }: Facts): void {
  row.duplicate = lines.find(row.bon, row.text('POS_ZEILE')) !== undefined
  if (row.duplicate) return
  lines.create(row.bon, row.text('POS_ZEILE'), { key: caseKey(row), voided: row.text('P_STORNO') === '1' })
}

/** Gross of a lines_vat row, whichever method it follows. */
const lineGross = (row: CheckRow): number =>
  row.amount('POS_BRUTTO') ?? (row.amount('POS_NETTO') ?? 0) + (row.amount('POS_UST') ?? 0)

function gatherLineVat(row: CheckRow, closing: ClosingFacts, { bons, vat }: Facts): void {
  if (row.line === null || row.line.voided) return
  const [vatKey, gross] = [row.text('UST_SCHLUESSEL'), lineGross(row)]
  vat.add(row.bon, vatKey, -gross)
  if (bons.type[row.bon] !== 'Beleg') return
  addTo(closing.cases, `${row.line.key}/${vatKey}`, gross, bons.cancelled.get(row.bon) === 1)
}

/** What is remembered of rows that belong to a Bon. */
export const OF_BON: Partial<Record<TableName, Gather>> = {
  datapayment: gatherPayment,
  lines: (row, _closing, facts) => gatherLine(row, facts),
  lines_vat: gatherLineVat,
  transactions_tse: (row, _closing, { bons }) => bons.signatures.add(row.bon, 1),
  transactions_vat(row, _closing, { bons, vat }) {
    const gross = row.amount('BON_BRUTTO') ?? 0
    bons.vat.add(row.bon, gross)
    vat.add(row.bon, row.text('UST_SCHLUESSEL'), gross)
  },
}
