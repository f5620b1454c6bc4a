import { BUSINESSCASES, CASH_PER_CURRENCY, PAYMENT } from './closings.ts'
import { type Column, column, type RowOf, type Table } from './column.ts'
import { CASHPOINTCLOSING, CASHREGISTER, LOCATION, PA, SLAVES, TSE, VAT } from './master-data.ts'
import {
  ALLOCATION_GROUPS,
  DATAPAYMENT,
  ITEMAMOUNTS,
  LINES,
  LINES_VAT,
  REFERENCES,
  SUBITEMS,
  TRANSACTIONS,
  TRANSACTIONS_TSE,
  TRANSACTIONS_VAT,
} from './single-records.ts'

/** The version written to TAXONOMIE_VERSION. */
export const DSFINVK_VERSION = '2.4'

/** The 20 tables in the order of the official index.xml. */
export const TABLES = {
  cashpointclosing: CASHPOINTCLOSING,
  location: LOCATION,
  cashregister: CASHREGISTER,
  slaves: SLAVES,
  pa: PA,
  tse: TSE,
  vat: VAT,
  businesscases: BUSINESSCASES,
  payment: PAYMENT,
  cash_per_currency: CASH_PER_CURRENCY,
  transactions: TRANSACTIONS,
  datapayment: DATAPAYMENT,
  lines: LINES,
  itemamounts: ITEMAMOUNTS,
  subitems: SUBITEMS,
  transactions_tse: TRANSACTIONS_TSE,
  transactions_vat: TRANSACTIONS_VAT,
  lines_vat: LINES_VAT,
  allocation_groups: ALLOCATION_GROUPS,
  references: REFERENCES,
} as const

export type TableName = keyof typeof TABLES
export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[]

/** A row of one table, by its name. */
export type Row<T extends TableName> = RowOf<(typeof TABLES)[T]>
/** A row together with the table it belongs to. */
export type TableRow = { readonly [T in TableName]: { readonly table: T; readonly row: Row<T> } }[TableName]

/** tse.csv has two columns for the certificate; more are declared where a certificate is longer. */
export const OFFICIAL_CERTIFICATE_BLOCKS = 2
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'] as const
export const MOST_CERTIFICATE_BLOCKS = ROMAN.length

/** Name of the n-th certificate column of tse.csv, counted from 1. */
export const certificateColumn = (block: number): string =>
  `TSE_ZERTIFIKAT_${ROMAN[block - 1] ?? String(block)}`

/**
 * The tables as written, with the further certificate columns appended to tse.csv (own columns are allowed only after
 * the last official one, and must be declared).
 */
export function tablesWith(certificateBlocks = OFFICIAL_CERTIFICATE_BLOCKS): readonly Table[] {
  const further: Column[] = []
  for (let block = OFFICIAL_CERTIFICATE_BLOCKS + 1; block <= certificateBlocks; block++)
    further.push(
      column(
        certificateColumn(block),
        'A1000',
        'conditional',
        'Ggf. Rest des base64-codierten Zertifikats der TSE',
      ),
    )
  return TABLE_NAMES.map((name): Table => {
    const official: Table = TABLES[name]
    return name === 'tse' ? { ...official, columns: [...official.columns, ...further] } : official
  })
}
