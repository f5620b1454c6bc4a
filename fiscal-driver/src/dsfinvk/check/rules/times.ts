import type { CheckRow } from '../check-row.ts'
import { type Moment, parseTime } from '../parse-time.ts'
import type { NamedRule } from '../rule.ts'

const UTC = 'UTC'

/** Rule 12: nothing ends before it begins, and the till begins before its TSE, but for what clocks differ. */
export const times: NamedRule = {
  name: 'times',
  start: ({ facts: { bons }, options, report }) => {
    const read = (row: CheckRow, column: string, zone: string): Moment | null => {
      const text = row.text(column)
      const moment = parseTime(text, zone)
      if (moment === null && text !== '') report(row, column, `no time: ${text.slice(0, 40)}`)
      return moment
    }
    return {
      on: {
        cashpointclosing: (row) => void read(row, 'Z_ERSTELLUNG', options.zone),
        transactions(row) {
          const start = read(row, 'BON_START', options.zone)
          const end = read(row, 'BON_ENDE', options.zone)
          if (start && end && end.latest < start.earliest) report(row, 'BON_ENDE', 'before BON_START')
        },
        transactions_tse(row) {
          const start = read(row, 'TSE_TA_START', UTC)
          const end = read(row, 'TSE_TA_ENDE', UTC)
          if (start && end && end.latest < start.earliest) report(row, 'TSE_TA_ENDE', 'before TSE_TA_START')
          if (start === null || row.bon < 0) return
          const late = Math.round((bons.start.get(row.bon) - start.latest) / 1000)
          if (late > options.clockTolerance)
            report(row, 'TSE_TA_START', `the Bon begins ${late} s after its transaction`)
        },
      },
    }
  },
}
