import { TABLES } from '@brotkasten/domain/dsfinvk/tables/all'
import type { IndexColumn } from '../../read/index-file.ts'
import type { CheckRow } from '../check-row.ts'
import { isNumber } from '../parse-number.ts'
import type { NamedRule } from '../rule.ts'

const CONTROL = /[^\P{Cc}\t\r\n]/u

/** What is wrong with a cell of that column; null where nothing is. */
function problemOf(text: string, { decimals, maxLength }: IndexColumn, row: CheckRow): string | null {
  if (decimals !== null)
    return isNumber(text, decimals, row.table.index)
      ? null
      : `no number of ${decimals} decimals: ${text.slice(0, 40)}`
  if (maxLength !== null && text.length > maxLength && Array.from(text).length > maxLength)
    return `longer than ${maxLength} characters`
  return CONTROL.test(text) ? 'holds control characters' : null
}

/** Rule 18: numbers are numbers, texts fit their columns and hold nothing invisible. */
export const fields: NamedRule = {
  name: 'fields',
  start: ({ report }) => ({
    every(row) {
      const { columns } = row.table.index
      for (let at = 0; at < columns.length; at++) {
        const [text, column] = [row.cells[at] ?? '', columns[at]]
        if (text === '' || column === undefined) continue
        const problem = problemOf(text, column, row)
        if (problem !== null) report(row, column.name, problem)
      }
    },
  }),
}

const mandatoryOf = new Map(
  Object.values(TABLES).map((table) => [
    table.name as string,
    table.columns.filter(({ need }) => need === 'mandatory').map(({ name }) => name as string),
  ]),
)

/** Annex G: mandatory columns are filled. */
export const mandatory: NamedRule = {
  name: 'mandatory',
  start: ({ report }) => ({
    every(row) {
      for (const column of mandatoryOf.get(row.table.name) ?? [])
        if (row.table.positions.has(column) && row.text(column) === '')
          report(row, column, 'mandatory, but empty')
    },
  }),
}
