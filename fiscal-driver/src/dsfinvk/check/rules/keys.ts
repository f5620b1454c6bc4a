import type { CheckRow } from '../check-row.ts'
import { CompactMap } from '../compact-map.ts'
import { parseCounter } from '../parse-number.ts'
import type { NamedRule } from '../rule.ts'

/** Rule 2: closings, Bons and lines are there once; BON_NR is unique inside a closing. 25 bytes a Bon. */
export const uniqueKeys: NamedRule = {
  name: 'uniqueKeys',
  start: ({ report }) => {
    const numbers = new CompactMap()
    const twice = (column: string) => (row: CheckRow) => {
      if (row.duplicate) report(row, column, `${row.text(column)} is there twice`)
    }
    return {
      on: {
        cashpointclosing: twice('Z_NR'),
        lines: twice('POS_ZEILE'),
        transactions(row) {
          twice('BON_ID')(row)
          const number = parseCounter(row.text('BON_NR'))
          if (row.closing === null || row.duplicate || number === null || number >= 2 ** 31) return
          const key = row.closing.ordinal * 2 ** 31 + number
          if (numbers.get(key) !== undefined) report(row, 'BON_NR', `${number} is there twice in the closing`)
          numbers.set(key, 1)
        },
      },
    }
  },
}

const OF_LINES: readonly string[] = ['lines_vat', 'itemamounts', 'subitems']

/** What a row lacks: the column that leads nowhere, and why. */
function orphan(row: CheckRow): readonly [column: string, detail: string] | null {
  const { name, positions } = row.table
  if (name === 'cashpointclosing') return null
  if (row.closing === null) return ['Z_NR', 'no such closing']
  if (row.text('Z_ERSTELLUNG') !== row.closing.createdAt) return ['Z_ERSTELLUNG', 'differs from the closing']
  if (name === 'transactions' || !positions.has('BON_ID')) return null
  if (row.bon < 0) return ['BON_ID', `no such Bon: ${row.text('BON_ID')}`]
  const ofLine = OF_LINES.includes(name) || (name === 'references' && row.text('POS_ZEILE') !== '')
  return ofLine && row.line === null ? ['POS_ZEILE', `no such line: ${row.text('POS_ZEILE')}`] : null
}

/** Rule 3: every row finds its closing, its Bon and its line. */
export const parents: NamedRule = {
  name: 'parents',
  start: ({ report }) => ({
    every(row) {
      const missing = orphan(row)
      if (missing) report(row, ...missing)
    },
  }),
}
