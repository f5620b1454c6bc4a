import { err, ok, type Result } from '../result.ts'
import { decimalsOf, formatDecimal } from './decimal.ts'
import type { DsfinvkSettings } from './settings.ts'
import type { Column, Table } from './tables/column.ts'

/** Why a row cannot be written. Nothing is cut or altered on the way into the export: the caller must decide. */
export interface CellFailure {
  readonly kind: 'missing' | 'tooLong' | 'badCharacter' | 'badNumber'
  readonly table: string
  readonly column: string
}

type CellKind = CellFailure['kind']
type Values = Readonly<Record<string, string | number | null | undefined>>
/** Text of a cell ready to be joined, or what is wrong with it. */
type EncodeCell = (value: string | number) => { readonly text: string } | CellKind

const NEEDS_QUOTES = /[;"\r\n]|^\s|\s$/
const CONTROL = /[^\P{Cc}\t\r\n]/u

/** Quotes a text where it holds a separator, a quote or a line break, or begins or ends with a blank. */
export const encodeText = (text: string): string =>
  NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** Length in characters, not in bytes or halves of a pair. */
function longerThan(text: string, max: number): boolean {
  if (text.length <= max) return false
  let characters = 0
  for (const _ of text) characters++
  return characters > max
}

function textCell(max: number): EncodeCell {
  return (value) => {
    const text = String(value)
    if (longerThan(text, max)) return 'tooLong'
    if (CONTROL.test(text) || !text.isWellFormed()) return 'badCharacter'
    return { text: encodeText(text) }
  }
}

function numberCell(scale: number, shown: (value: number) => number): EncodeCell {
  return (value) => {
    if (!Number.isSafeInteger(value)) return 'badNumber'
    const number = Number(value)
    const text = formatDecimal(number, scale, shown(number))
    return text === null ? 'badNumber' : { text }
  }
}

/** transactions_vat repeats the printed sums: two decimals although five are declared. */
const shownDecimals = (table: Table, scale: number, { decimals }: Pick<DsfinvkSettings, 'decimals'>) =>
  table.name === 'transactions_vat'
    ? () => Math.min(2, scale)
    : decimals === 'needed' && scale > 2
      ? (value: number) => decimalsOf(value, scale, 2)
      : () => scale

const encoderOf = (
  table: Table,
  { type }: Column,
  settings: Pick<DsfinvkSettings, 'decimals'>,
): EncodeCell =>
  type.startsWith('A')
    ? textCell(Number(type.slice(1)))
    : numberCell(Number(type.slice(1)), shownDecimals(table, Number(type.slice(1)), settings))

/** The header record: technical column names, with the record separator. */
export const headerOf = (table: Table): string => `${table.columns.map(({ name }) => name).join(';')}\r\n`

/** Writes rows of a table as records that end with CR LF, or says which cell cannot be written. */
export function rowEncoder(
  table: Table,
  settings: Pick<DsfinvkSettings, 'decimals'>,
): (row: Values) => Result<string, CellFailure> {
  const cells = table.columns.map((column) => ({ ...column, encode: encoderOf(table, column, settings) }))
  return (row) => {
    let record = ''
    for (const { name, need, encode } of cells) {
      const value = row[name]
      if (value === undefined || value === null || value === '') {
        if (need === 'mandatory') return err({ kind: 'missing', table: table.name, column: name })
        record += ';'
        continue
      }
      const cell = encode(value)
      if (typeof cell === 'string') return err({ kind: cell, table: table.name, column: name })
      record += `${cell.text};`
    }
    return ok(`${record.slice(0, -1)}\r\n`)
  }
}
