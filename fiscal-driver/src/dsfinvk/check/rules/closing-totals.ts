import type { TableName } from '@brotkasten/domain/dsfinvk/tables/all'
import type { CheckRow } from '../check-row.ts'
import type { ClosingFacts, TwofoldSum } from '../facts.ts'
import { caseKey } from '../gather-of-bon.ts'
import { euros, HALF_CENT, type NamedRule } from '../rule.ts'

type Stated = Map<string, { amount: number; row: number }>
interface StatedSums {
  readonly cases: Stated
  readonly payments: Stated
  readonly cash: Stated
  grossTotal: number
  paidTotal: number
  cashTotal: number
}

const differ = (a: number, b: number): boolean => Math.abs(a - b) >= HALF_CENT

interface Difference {
  readonly key: string
  readonly row: number | null
  readonly stated: number
  readonly counted: number
}

function differences(
  stated: Stated,
  counted: ReadonlyMap<string, TwofoldSum>,
  withCancelled: boolean,
): Difference[] {
  const found: Difference[] = []
  for (const key of new Set([...stated.keys(), ...counted.keys()])) {
    const { amount = 0, row = null } = stated.get(key) ?? {}
    const sum = counted.get(key)
    const total = (sum?.plain ?? 0) + (withCancelled ? (sum?.cancelled ?? 0) : 0)
    if (differ(amount, total)) found.push({ key, row, stated: amount, counted: total })
  }
  return found
}

/** Makers differ in whether a Bon with BON_STORNO 1 counts: what holds in one reading is no finding. */
function contradictions(stated: Stated, counted: ReadonlyMap<string, TwofoldSum>): Difference[] {
  const without = differences(stated, counted, false)
  return without.length > 0 && differences(stated, counted, true).length === 0 ? [] : without
}

/** Rule 10: what a closing states is what its Bons add up to, table by table and in its totals. */
export const closingTotals: NamedRule = {
  name: 'closingTotals',
  start: ({ facts, report, reportAt }) => {
    const closings = new Map<ClosingFacts, StatedSums>()
    const statedOf = (closing: ClosingFacts): StatedSums => {
      const known = closings.get(closing)
      if (known) return known
      const sums = { cases: new Map(), payments: new Map(), cash: new Map() }
      const made: StatedSums = { ...sums, grossTotal: 0, paidTotal: 0, cashTotal: 0 }
      closings.set(closing, made)
      return made
    }
    const state = (into: Stated, key: string, amount: number, row: CheckRow) =>
      into.set(key, { amount: (into.get(key)?.amount ?? 0) + amount, row: row.number })

    const compare = (
      table: TableName,
      column: string,
      closing: ClosingFacts,
      found: readonly Difference[],
    ) => {
      for (const { key, row, stated, counted } of found) {
        const detail = `closing ${closing.number}, ${key}: states ${euros(stated)}, Bons add up to ${euros(counted)}`
        reportAt(table, row, column, detail)
      }
    }
    const compareTotals = (closing: ClosingFacts, stated: StatedSums) => {
      for (const [column, head, sum, of] of [
        ['Z_SE_ZAHLUNGEN', closing.paid, stated.paidTotal, 'payment.csv'],
        ['Z_SE_BARZAHLUNGEN', closing.paidCash, stated.cashTotal, 'Bar in payment.csv'],
        ['Z_SE_ZAHLUNGEN', closing.paid, stated.grossTotal, 'businesscases.csv'],
      ] as const)
        if (differ(head, sum))
          reportAt('cashpointclosing', closing.row, column, `${euros(head)}, but ${of} sums to ${euros(sum)}`)
    }

    return {
      on: {
        businesscases(row) {
          if (row.closing === null) return
          const stated = statedOf(row.closing)
          const gross = row.amount('Z_UMS_BRUTTO') ?? 0
          state(stated.cases, `${caseKey(row)}/${row.text('UST_SCHLUESSEL')}`, gross, row)
          stated.grossTotal += gross
          if (differ((row.amount('Z_UMS_NETTO') ?? 0) + (row.amount('Z_UST') ?? 0), gross))
            report(row, 'Z_UMS_BRUTTO', 'not the sum of net and VAT')
        },
        payment(row) {
          if (row.closing === null) return
          const stated = statedOf(row.closing)
          const amount = row.amount('Z_ZAHLART_BETRAG') ?? 0
          state(
            stated.payments,
            JSON.stringify([row.text('ZAHLART_TYP'), row.text('ZAHLART_NAME')]),
            amount,
            row,
          )
          stated.paidTotal += amount
          if (row.text('ZAHLART_TYP') === 'Bar') stated.cashTotal += amount
        },
        cash_per_currency(row) {
          if (row.closing === null) return
          state(
            statedOf(row.closing).cash,
            row.text('ZAHLART_WAEH'),
            row.amount('ZAHLART_BETRAG_WAEH') ?? 0,
            row,
          )
        },
      },
      end() {
        for (const closing of facts.closings) {
          const stated = statedOf(closing)
          compare('businesscases', 'Z_UMS_BRUTTO', closing, contradictions(stated.cases, closing.cases))
          compare('payment', 'Z_ZAHLART_BETRAG', closing, contradictions(stated.payments, closing.payments))
          compare(
            'cash_per_currency',
            'ZAHLART_BETRAG_WAEH',
            closing,
            contradictions(stated.cash, closing.cash),
          )
          compareTotals(closing, stated)
        }
      },
    }
  },
}
