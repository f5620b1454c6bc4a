import type { CheckRow } from '../check-row.ts'
import type { NamedRule } from '../rule.ts'

/** Rule 6: VAT keys, TSEs, agencies and terminals in use are described in the master data of the same closing. */
export const declared: NamedRule = {
  name: 'declared',
  start: ({ report }) => {
    const vatKey =
      (column = 'UST_SCHLUESSEL') =>
      (row: CheckRow) => {
        const key = row.text(column)
        if (row.closing && key !== '' && !row.closing.vatKeys.has(key))
          report(row, column, `${key} is not in vat.csv of the closing`)
      }
    const agency = (row: CheckRow) => {
      const id = row.text('AGENTUR_ID')
      if (row.closing && id !== '' && id !== '0' && !row.closing.agencies.has(id))
        report(row, 'AGENTUR_ID', `${id} is not in pa.csv of the closing`)
    }
    const terminal = (row: CheckRow, column: string) => {
      const id = row.text(column)
      if (!row.closing || id === '' || id === row.closing.registerId) return
      if (row.closing.terminals.size > 0 && !row.closing.terminals.has(id))
        report(row, column, `${id} is not in slaves.csv of the closing`)
    }
    const tse = (row: CheckRow) => {
      const id = row.text('TSE_ID')
      if (row.closing && id !== '' && !row.closing.tses.has(id))
        report(row, 'TSE_ID', `${id} is not in tse.csv of the closing`)
    }
    return {
      on: {
        transactions: (row) => terminal(row, 'TERMINAL_ID'),
        lines(row) {
          agency(row)
          terminal(row, 'POS_TERMINAL_ID')
        },
        transactions_vat: vatKey(),
        lines_vat: vatKey(),
        itemamounts: vatKey(),
        subitems: vatKey('ZI_UST_SCHLUESSEL'),
        businesscases(row) {
          vatKey()(row)
          agency(row)
        },
        transactions_tse: tse,
      },
    }
  },
}
