import { err, ok, type Result } from '../../result.ts'
import { type Bon, type BonPayment, type BonTse, paymentsOf, type Reference } from '../bon.ts'
import { fine } from '../decimal.ts'
import type { DsfinvkSettings } from '../settings.ts'
import type { Row, TableRow } from '../tables/all.ts'
import { tillTime } from '../timestamp.ts'
import { type ClosingKey, closingKey } from './keys.ts'
import { flag, lineRows } from './line-rows.ts'

/** What the Bons of one closing share. */
export interface BonContext {
  readonly key: ClosingKey
  readonly settings: DsfinvkSettings
  /** TSE_ID by serial number. */
  readonly tseIds: ReadonlyMap<string, number>
  readonly currency: string
}

/** A Bon that cannot be exported: its TSE stands not in the closing's master data. */
export interface BonFailure {
  readonly kind: 'unknownTse'
  readonly bonId: string
  readonly serial: string
}

type BonKey = ClosingKey & { readonly BON_ID: string }

function headRow(key: BonKey, bon: Bon, settings: DsfinvkSettings): Row<'transactions'> {
  const { customer } = bon
  return {
    BON_NR: bon.number,
    BON_TYP: bon.type,
    BON_NAME: bon.name,
    TERMINAL_ID: bon.terminalId,
    BON_STORNO: flag(bon.cancelled === true || (bon.reverses === true && settings.reversals === 'marked')),
    BON_START: tillTime(bon.start, settings),
    BON_ENDE: tillTime(bon.end, settings),
    BEDIENER_ID: bon.operatorId,
    BEDIENER_NAME: bon.operatorName,
    UMS_BRUTTO: bon.gross,
    KUNDE_NAME: customer?.name,
    KUNDE_ID: customer?.id,
    KUNDE_TYP: customer?.type,
    KUNDE_STRASSE: customer?.street,
    KUNDE_PLZ: customer?.postalCode,
    KUNDE_ORT: customer?.city,
    KUNDE_LAND: customer?.country,
    KUNDE_USTID: customer?.vatId,
    BON_NOTIZ: bon.note,
    ...key,
  }
}

const paymentRow = (key: BonKey, payment: BonPayment, currency: string): Row<'datapayment'> => ({
  ZAHLART_TYP: payment.type,
  ZAHLART_NAME: payment.name,
  ZAHLWAEH_CODE: payment.foreign?.currency ?? currency,
  ZAHLWAEH_BETRAG: payment.foreign?.amount,
  BASISWAEH_BETRAG: payment.amount,
  ...key,
})

/** MaxLength of TSE_VORGANGSDATEN. The column is optional: a longer order is left out, cut data would prove nothing. */
const PROCESS_DATA_MAX = 1000

function tseRow(key: BonKey, tse: BonTse, tseIds: BonContext['tseIds']): Row<'transactions_tse'> | null {
  if (tse.state === 'outage') return { ...key, TSE_TA_FEHLER: tse.error }
  const id = tseIds.get(tse.serial)
  if (id === undefined) return null
  return {
    TSE_ID: id,
    TSE_TANR: tse.transactionNumber,
    TSE_TA_START: tse.startTime,
    TSE_TA_ENDE: tse.finishTime,
    TSE_TA_VORGANGSART: tse.processType,
    TSE_TA_SIGZ: tse.signatureCounter,
    TSE_TA_SIG: tse.signature,
    TSE_VORGANGSDATEN: tse.processData.length > PROCESS_DATA_MAX ? null : tse.processData,
    ...key,
  }
}

const referenceRow = (key: BonKey, reference: Reference, settings: DsfinvkSettings): Row<'references'> => {
  const closing = reference.closing ? closingKey(reference.closing, settings) : null
  return {
    POS_ZEILE: reference.line,
    REF_TYP: reference.type,
    REF_NAME: reference.name,
    REF_DATUM: closing?.Z_ERSTELLUNG,
    REF_Z_KASSE_ID: closing?.Z_KASSE_ID,
    REF_Z_NR: closing?.Z_NR,
    REF_BON_ID: reference.bonId,
    ...key,
  }
}

/** All single records of one Bon, in no particular order of tables. Pure; memory is that of one Bon. */
export function bonRows(bon: Bon, context: BonContext): Result<readonly TableRow[], BonFailure> {
  const { settings } = context
  const key: BonKey = { ...context.key, BON_ID: bon.id }
  const rows: TableRow[] = [{ table: 'transactions', row: headRow(key, bon, settings) }]
  for (const payment of paymentsOf(bon))
    rows.push({ table: 'datapayment', row: paymentRow(key, payment, context.currency) })
  for (const { vatKey, gross, net, vat } of bon.taxes) {
    const sums = { BON_BRUTTO: fine(gross), BON_NETTO: fine(net), BON_UST: fine(vat) }
    rows.push({ table: 'transactions_vat', row: { ...key, UST_SCHLUESSEL: vatKey, ...sums } })
  }
  for (const line of bon.lines) rows.push(...lineRows({ ...key, POS_ZEILE: line.line }, line))
  for (const tse of bon.tse) {
    if (tse.state === 'outage' && settings.outages === 'none') continue
    const row = tseRow(key, tse, context.tseIds)
    if (row === null)
      return err({ kind: 'unknownTse', bonId: bon.id, serial: 'serial' in tse ? tse.serial : '' })
    rows.push({ table: 'transactions_tse', row })
  }
  for (const group of bon.groups ?? [])
    rows.push({ table: 'allocation_groups', row: { ...key, ABRECHNUNGSKREIS: group } })
  for (const reference of bon.references)
    rows.push({ table: 'references', row: referenceRow(key, reference, settings) })
  return ok(rows)
}
