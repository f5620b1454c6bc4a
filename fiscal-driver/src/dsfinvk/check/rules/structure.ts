import { TABLES } from '@brotkasten/domain/dsfinvk/tables/all'
import type { CheckedTable } from '../check-row.ts'
import type { NamedRule } from '../rule.ts'

/** Rule 1: what of a table's index is not as annex G lists it; own columns may follow the official ones. */
export function indexProblem({ name, index }: CheckedTable): string | null {
  for (const [at, { name: official }] of TABLES[name].columns.entries()) {
    const found = index.columns[at]?.name
    if (found !== official) return `column ${at + 1} is ${found ?? 'missing'}, not ${official}`
  }
  return null
}

/** Rule 1: the header repeats the index. */
export const headerProblem = ({ index }: CheckedTable, header: readonly string[]): string | null => {
  const expected = index.columns.map(({ name }) => name)
  return expected.join(';') === header.join(';') ? null : 'the header is not what index.xml says'
}

/** Rule 1: every record has as many fields as the index has columns. */
export const structure: NamedRule = {
  name: 'structure',
  start: ({ report }) => ({
    every(row) {
      const columns = row.table.index.columns.length
      if (row.cells.length !== columns) report(row, null, `${row.cells.length} fields instead of ${columns}`)
    },
  }),
}
