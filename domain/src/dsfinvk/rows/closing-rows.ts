import { cents } from '../../money/cents.ts'
import { mulDiv } from '../../money/round.ts'
import { err, ok, type Result } from '../../result.ts'
import type { Closing } from '../closing.ts'
import { hundredThousandths } from '../decimal.ts'
import type { DsfinvkSettings } from '../settings.ts'
import { DSFINVK_VERSION, type Row, type TableRow } from '../tables/all.ts'
import type { CaseSum, ClosingTally } from '../tally.ts'
import { tillDay } from '../timestamp.ts'
import type { VatRate } from '../vat-keys.ts'
import { type ClosingKey, closingKey } from './keys.ts'
import { masterRows } from './master-rows.ts'

/** Why a closing cannot be exported. */
export type ClosingFailure =
  | { readonly kind: 'noBons'; readonly closing: number }
  | { readonly kind: 'noTaxNumber'; readonly closing: number }
  | { readonly kind: 'unknownVatKey'; readonly closing: number; readonly vatKey: number }
  | { readonly kind: 'certificateTooLong'; readonly closing: number; readonly blocks: number }

function headRow(
  key: ClosingKey,
  closing: Closing,
  tally: ClosingTally,
  settings: DsfinvkSettings,
): Row<'cashpointclosing'> {
  const { company, bookingDay } = closing
  const paid = [...tally.payments.values()]
  const sum = (amounts: readonly { readonly amount: number }[]) =>
    cents(amounts.reduce((total, { amount }) => total + amount, 0))
  return {
    Z_BUCHUNGSTAG: bookingDay === tillDay(closing.createdAt, settings) ? null : bookingDay,
    TAXONOMIE_VERSION: DSFINVK_VERSION,
    Z_START_ID: tally.firstBonId,
    Z_ENDE_ID: tally.lastBonId,
    NAME: company.name,
    STRASSE: company.street,
    PLZ: company.postalCode,
    ORT: company.city,
    LAND: company.country,
    STNR: company.taxNumber,
    USTID: company.vatId,
    Z_SE_ZAHLUNGEN: sum(paid),
    Z_SE_BARZAHLUNGEN: sum(paid.filter(({ type }) => type === 'Bar')),
    ...key,
  }
}

const CENT = 1000

/**
 * Net of a sum: added up where every line gave it, else worked out of the whole gross and rounded to the cent, as
 * annex F does (11,50 at 7 % is 10,75 net although the Bons' own nets add up to 10,76).
 */
function netOf(sum: CaseSum, { rate }: VatRate): number {
  return sum.net ?? mulDiv(sum.gross, 10_000, (10_000 + rate) * CENT) * CENT
}

function caseRow(key: ClosingKey, sum: CaseSum, rate: VatRate): Row<'businesscases'> {
  const net = netOf(sum, rate)
  return {
    GV_TYP: sum.type,
    GV_NAME: sum.name,
    AGENTUR_ID: sum.agencyId,
    UST_SCHLUESSEL: sum.vatKey,
    Z_UMS_BRUTTO: hundredThousandths(sum.gross),
    Z_UMS_NETTO: hundredThousandths(net),
    Z_UST: hundredThousandths(sum.gross - net),
    ...key,
  }
}

function sumRows(key: ClosingKey, tally: ClosingTally, rates: ReadonlyMap<number, VatRate>): TableRow[] {
  const rows: TableRow[] = []
  for (const sum of tally.cases.values()) {
    const rate = rates.get(sum.vatKey)
    if (rate) rows.push({ table: 'businesscases', row: caseRow(key, sum, rate) })
  }
  for (const { type, name, amount } of tally.payments.values()) {
    const row = { ...key, ZAHLART_TYP: type, ZAHLART_NAME: name, Z_ZAHLART_BETRAG: cents(amount) }
    rows.push({ table: 'payment', row })
  }
  for (const [currency, amount] of tally.cash) {
    const row = { ...key, ZAHLART_WAEH: currency, ZAHLART_BETRAG_WAEH: cents(amount) }
    rows.push({ table: 'cash_per_currency', row })
  }
  return rows
}

/** Master data and sums of a closing, once all its Bons are in the tally (DSFinV-K 2.4, ch. 3.1 and 3.2). */
export function closingRows(
  closing: Closing,
  tally: ClosingTally,
  settings: DsfinvkSettings,
): Result<readonly TableRow[], ClosingFailure> {
  const { number } = closing
  if (tally.bons === 0) return err({ kind: 'noBons', closing: number })
  if (!closing.company.taxNumber && !closing.company.vatId)
    return err({ kind: 'noTaxNumber', closing: number })
  const rates = new Map(closing.vatRates.map((rate) => [rate.key, rate]))
  const used: VatRate[] = []
  for (const vatKey of [...tally.vatKeys].toSorted((a, b) => a - b)) {
    const rate = rates.get(vatKey)
    if (rate === undefined) return err({ kind: 'unknownVatKey', closing: number, vatKey })
    used.push(rate)
  }
  const key = closingKey(closing, settings)
  const head: TableRow = { table: 'cashpointclosing', row: headRow(key, closing, tally, settings) }
  return ok([head, ...masterRows(key, closing, used), ...sumRows(key, tally, rates)])
}
