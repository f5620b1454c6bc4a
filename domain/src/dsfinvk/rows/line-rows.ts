import type { BonLine, PricePart, SubItem, VatShare } from '../bon.ts'
import type { Row, TableRow } from '../tables/all.ts'
import type { ClosingKey } from './keys.ts'

export type LineKey = ClosingKey & { readonly BON_ID: string; readonly POS_ZEILE: string }

/** The flag columns are text of one character. */
export const flag = (value: boolean): string => (value ? '1' : '0')

function lineRow(key: LineKey, line: BonLine): Row<'lines'> {
  const { item } = line
  return {
    GUTSCHEIN_NR: line.voucherNumber,
    ARTIKELTEXT: line.text,
    POS_TERMINAL_ID: line.terminalId,
    GV_TYP: line.type,
    GV_NAME: line.typeName,
    INHAUS: line.dineIn === null ? null : flag(line.dineIn),
    P_STORNO: flag(line.voided === true),
    AGENTUR_ID: line.agencyId ?? 0,
    ART_NR: item?.articleNumber,
    GTIN: item?.gtin,
    WARENGR_ID: item?.groupId,
    WARENGR: item?.groupName,
    MENGE: item?.quantity,
    FAKTOR: item?.factor,
    EINHEIT: item?.unit,
    STK_BR: item?.unitPrice,
    ...key,
  }
}

const vatRow = (key: LineKey, share: VatShare): Row<'lines_vat'> => ({
  UST_SCHLUESSEL: share.vatKey,
  POS_BRUTTO: share.gross,
  POS_NETTO: share.net,
  POS_UST: share.vat,
  ...key,
})

const partRow = (key: LineKey, part: PricePart): Row<'itemamounts'> => ({
  TYP: part.type,
  UST_SCHLUESSEL: part.vatKey,
  PF_BRUTTO: part.gross,
  PF_NETTO: part.net,
  PF_UST: part.vat,
  ...key,
})

const subItemRow = (key: LineKey, item: SubItem): Row<'subitems'> => ({
  ZI_ART_NR: item.articleNumber,
  ZI_NAME: item.name,
  ZI_MENGE: item.quantity,
  ZI_EINHEIT: item.unit,
  ZI_UST_SCHLUESSEL: item.base.vatKey,
  ZI_BASISPREIS_BRUTTO: item.base.gross,
  ZI_BASISPREIS_NETTO: item.base.net,
  ZI_BASISPREIS_UST: item.base.vat,
  ...key,
})

/** Rows of one line: itself, its VAT, how its price came about, what it is made of. */
export function lineRows(key: LineKey, line: BonLine): TableRow[] {
  const rows: TableRow[] = [{ table: 'lines', row: lineRow(key, line) }]
  for (const share of line.vat) rows.push({ table: 'lines_vat', row: vatRow(key, share) })
  for (const part of line.priceParts ?? []) rows.push({ table: 'itemamounts', row: partRow(key, part) })
  for (const item of line.subItems ?? []) rows.push({ table: 'subitems', row: subItemRow(key, item) })
  return rows
}
