import { type Bytes, emptyBytes, putAscii, putByte, reserve } from './bytes.ts'
import { putDecimal } from './csv-number.ts'
import { longerThan, putText } from './csv-text.ts'
import { decimalsOf } from './decimal.ts'
import type { DsfinvkSettings } from './settings.ts'
import type { Column, Table } from './tables/column.ts'

/** Why a row cannot be written. Nothing is cut or altered on the way into the export: the caller must decide. */
export interface CellFailure {
  readonly kind: 'missing' | 'tooLong' | 'badCharacter' | 'badNumber'
  readonly table: string
  readonly column: string
}

type Decimals = Pick<DsfinvkSettings, 'decimals'>
type Value = string | number | null | undefined
type Values = Readonly<Record<string, Value>>

const SEMICOLON = 0x3b
const KEYS = 3

/** A column ready for writing: flat, because a hundred cells a receipt go through it. */
interface CellPlan {
  readonly name: string
  readonly column: Column
  readonly isText: boolean
  /** Most characters, or decimals. */
  readonly size: number
  /** Decimals shown; null where as many as needed. */
  readonly shown: number | null
  readonly mandatory: boolean
}

/** transactions_vat repeats the printed sums: two decimals although five are declared. */
function shownDecimals(table: Table, scale: number, { decimals }: Decimals): number | null {
  if (table.name === 'transactions_vat') return Math.min(2, scale)
  return decimals === 'needed' && scale > 2 ? null : scale
}

function planOf(table: Table, column: Column, settings: Decimals): CellPlan {
  const size = Number(column.type.slice(1))
  return {
    name: column.name,
    column,
    isText: column.type.startsWith('A'),
    size,
    shown: shownDecimals(table, size, settings),
    mandatory: column.need === 'mandatory',
  }
}

/** Writes a value; false where it cannot be written, which `blame` explains. */
function putCell(out: Bytes, value: string | number, { isText, size, shown }: CellPlan): boolean {
  if (isText) return typeof value === 'string' && !longerThan(value, size) && putText(out, value)
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return false
  return putDecimal(out, value, size, shown ?? decimalsOf(value, size, 2))
}

const isEmpty = (value: Value): value is null | undefined | '' =>
  value === undefined || value === null || value === ''

function blame({ type, need }: Column, value: Value): CellFailure['kind'] {
  if (need === 'mandatory' && isEmpty(value)) return 'missing'
  if (!type.startsWith('A')) return 'badNumber'
  return longerThan(String(value), Number(type.slice(1))) ? 'tooLong' : 'badCharacter'
}

/** The header record: technical column names, with the record separator. */
export const headerOf = (table: Table): string => `${table.columns.map(({ name }) => name).join(';')}\r\n`

/** Appends a row as a record that ends with CR LF, or says which cell cannot be written and appends nothing. */
export type PutRow = (out: Bytes, row: Values) => CellFailure | null

/** Makes the writer of one table's rows (DSFinV-K 2.4, ch. 2: separator, quotes, decimals, UTF-8 without mark). */
export function rowWriter(table: Table, settings: Decimals): PutRow {
  const plans = table.columns.map((column) => planOf(table, column, settings))
  const key = keyMemory()

  const putCells = (out: Bytes, row: Values, from: number): CellFailure | null => {
    for (let at = from; at < plans.length; at++) {
      const plan = plans[at]
      if (plan === undefined) break
      const value = row[plan.name]
      const written = isEmpty(value) ? !plan.mandatory : putCell(out, value, plan)
      if (!written) return { kind: blame(plan.column, value), table: table.name, column: plan.name }
      reserve(out, 1)
      putByte(out, SEMICOLON)
      if (at === KEYS - 1) key.remember(out, row)
    }
    return null
  }

  return (out, row) => {
    const start = out.length
    const known = key.put(out, row)
    if (!known) key.begin(out)
    const failure = putCells(out, row, known ? KEYS : 0)
    if (failure) {
      out.length = start
      return failure
    }
    out.length -= 1
    putAscii(out, '\r\n')
    return null
  }
}

/** Rows of a closing share their first three cells: their bytes are kept while they stay the same. */
function keyMemory() {
  let last: Values | null = null
  let bytes = emptyBytes(0).buffer
  let start = 0
  return {
    put(out: Bytes, row: Values): boolean {
      if (last?.Z_NR !== row.Z_NR || last?.Z_ERSTELLUNG !== row.Z_ERSTELLUNG) return false
      if (last?.Z_KASSE_ID !== row.Z_KASSE_ID || row.Z_NR === undefined) return false
      reserve(out, bytes.length)
      out.buffer.set(bytes, out.length)
      out.length += bytes.length
      return true
    },
    begin(out: Bytes): void {
      start = out.length
      last = null
    },
    remember(out: Bytes, row: Values): void {
      bytes = out.buffer.slice(start, out.length)
      last = row
    },
  }
}
