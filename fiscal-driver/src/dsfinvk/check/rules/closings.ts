import type { ClosingFacts } from '../facts.ts'
import { parseTime } from '../parse-time.ts'
import type { NamedRule } from '../rule.ts'

/** Rule 4: per till, numbers rise without a gap, and with them the times of making. */
export const closingSequence: NamedRule = {
  name: 'closingSequence',
  start: ({ facts, options, reportAt }) => {
    const report = ({ row }: ClosingFacts, column: string, detail: string) =>
      reportAt('cashpointclosing', row, column, detail)
    const compare = (before: ClosingFacts, closing: ClosingFacts) => {
      if (closing.number !== before.number + 1)
        report(closing, 'Z_NR', `${closing.number} follows ${before.number}`)
      const [earlier, later] = [
        parseTime(before.createdAt, options.zone),
        parseTime(closing.createdAt, options.zone),
      ]
      if (earlier && later && later.latest < earlier.earliest)
        report(closing, 'Z_ERSTELLUNG', 'made before the closing it follows')
    }
    return {
      end() {
        for (const closings of Map.groupBy(facts.closings, ({ registerId }) => registerId).values()) {
          const ordered = closings.toSorted((a, b) => a.number - b.number)
          for (const [at, closing] of ordered.entries()) {
            if (!Number.isSafeInteger(closing.number)) report(closing, 'Z_NR', 'no closing number')
            const before = ordered[at - 1]
            if (before) compare(before, closing)
          }
        }
      },
    }
  },
}

/** Rule 5: the first and the last Bon a closing names are among its Bons. */
export const closingBounds: NamedRule = {
  name: 'closingBounds',
  start: ({ facts, reportAt }) => ({
    end() {
      for (const closing of facts.closings)
        for (const [column, id] of [
          ['Z_START_ID', closing.startId],
          ['Z_ENDE_ID', closing.endId],
        ] as const)
          if (facts.bons.find(closing.ordinal, id) === undefined)
            reportAt('cashpointclosing', closing.row, column, `no such Bon: ${id}`)
    },
  }),
}

/** Rule 11: the company has a tax number or a VAT id. */
export const taxNumber: NamedRule = {
  name: 'taxNumber',
  start: ({ report }) => ({
    on: {
      cashpointclosing(row) {
        if (row.text('STNR') === '' && row.text('USTID') === '') report(row, 'STNR', 'neither STNR nor USTID')
      },
    },
  }),
}

/** Rule 19: digits, and a dot with one or two more (2.4). */
export const version: NamedRule = {
  name: 'version',
  start: ({ report }) => ({
    on: {
      cashpointclosing(row) {
        const text = row.text('TAXONOMIE_VERSION')
        if (!/^\d{1,2}(?:\.\d{1,2})?$/.test(text)) report(row, 'TAXONOMIE_VERSION', `not a version: ${text}`)
      },
    },
  }),
}
