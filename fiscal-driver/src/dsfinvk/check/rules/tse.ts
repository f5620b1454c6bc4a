import type { CheckRow } from '../check-row.ts'
import { CompactMap } from '../compact-map.ts'
import { parseCounter } from '../parse-number.ts'
import type { NamedRule } from '../rule.ts'

const SIGNED = [
  'TSE_ID',
  'TSE_TANR',
  'TSE_TA_START',
  'TSE_TA_ENDE',
  'TSE_TA_VORGANGSART',
  'TSE_TA_SIGZ',
  'TSE_TA_SIG',
]

/** Rule 13: a signature is there whole, or the reason why not. A Beleg has one or the other where there is a TSE. */
export const tseComplete: NamedRule = {
  name: 'tseComplete',
  start: ({ facts: { bons, tseOrdinals }, report, reportAt }) => ({
    on: {
      transactions_tse(row) {
        if (row.text('TSE_TA_FEHLER') !== '') return
        const missing = SIGNED.find((column) => row.text(column) === '')
        if (missing !== undefined) report(row, missing, 'neither a whole signature nor TSE_TA_FEHLER')
      },
    },
    end() {
      if (tseOrdinals.size === 0) return
      for (let bon = 0; bon < bons.count; bon++)
        if (bons.type[bon] === 'Beleg' && bons.signatures.get(bon) === 0)
          reportAt('transactions', bons.row.get(bon), 'BON_ID', 'a Beleg without a row in transactions_tse')
    },
  }),
}

const MOST_COUNTERS = 2 ** 40

/** Rule 14: per TSE, signature counters and transaction numbers are there once. 50 bytes a signature. */
export const tseCounters: NamedRule = {
  name: 'tseCounters',
  start: ({ report }) => {
    const seen = { TSE_TA_SIGZ: new CompactMap(), TSE_TANR: new CompactMap() }
    const check = (row: CheckRow, column: keyof typeof seen, tse: number) => {
      const counter = parseCounter(row.text(column))
      if (counter === null || counter >= MOST_COUNTERS || tse >= 4096) return
      const key = tse * MOST_COUNTERS + counter
      if (seen[column].get(key) !== undefined) report(row, column, `${counter} is there twice for this TSE`)
      seen[column].set(key, 1)
    }
    return {
      on: {
        transactions_tse(row) {
          const tse = row.closing?.tses.get(row.text('TSE_ID'))
          if (tse === undefined) return
          check(row, 'TSE_TA_SIGZ', tse.ordinal)
          check(row, 'TSE_TANR', tse.ordinal)
        },
      },
    }
  },
}
