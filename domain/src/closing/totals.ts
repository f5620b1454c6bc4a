import * as v from 'valibot'
import { type Payment, paymentSchema } from '../cart/payment.ts'
import { CASH_CASES, type CashMovement } from '../cash/movement.ts'
import { type Cents, cents, ZERO } from '../money/cents.ts'
import type { Receipt } from '../receipt/receipt.ts'
import { taxSumSchema } from '../receipt/receipt.ts'
import type { Refund } from '../refund/booking.ts'
import { centsSchema, textSchema } from '../schema.ts'
import type { TaxSum } from '../tax/split.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Running totals of a register since its last closing; a Z report is these, frozen. Cents, coming in positive. */
export const totalsSchema = v.object({
  /** First and last receipt number; null while there is none. */
  firstNumber: v.nullable(count),
  lastNumber: v.nullable(count),
  sales: count,
  refunds: count,
  movements: count,
  unsigned: count,
  /** Sales and refunds per VAT key and rate, as printed on the receipts. */
  taxes: v.array(taxSumSchema),
  payments: v.array(paymentSchema),
  /** Cash movements by DSFinV-K business case. */
  cashCases: v.array(v.object({ businessCase: textSchema(30), amount: centsSchema })),
  /** What should be in the drawer. */
  cash: centsSchema,
  discounts: centsSchema,
})
export type Totals = v.InferOutput<typeof totalsSchema>

/** Nothing since the last closing. */
export const NO_TOTALS: Totals = {
  firstNumber: null,
  lastNumber: null,
  sales: 0,
  refunds: 0,
  movements: 0,
  unsigned: 0,
  taxes: [],
  payments: [],
  cashCases: [],
  cash: ZERO,
  discounts: ZERO,
}

/** Totals with a sale more. */
export function withSale(totals: Totals, sale: Receipt): Totals {
  const discounts = sale.lines.reduce((sum, line) => sum + line.lineDiscount + line.receiptDiscount, 0)
  return {
    ...withReceipt(totals, sale),
    sales: totals.sales + 1,
    taxes: addTaxes(totals.taxes, sale.taxes),
    payments: addPayments(totals.payments, sale.payments),
    cash: cents(totals.cash + cashOf(sale.payments)),
    discounts: cents(totals.discounts + discounts),
  }
}

/** Totals with a refund more. */
export function withRefund(totals: Totals, refund: Refund): Totals {
  return {
    ...withReceipt(totals, refund),
    refunds: totals.refunds + 1,
    taxes: addTaxes(totals.taxes, refund.taxes),
    payments: addPayments(totals.payments, refund.payments),
    cash: cents(totals.cash + cashOf(refund.payments)),
  }
}

/** Totals with a movement of cash more. */
export function withMovement(totals: Totals, movement: CashMovement): Totals {
  const { businessCase } = CASH_CASES[movement.case]
  return {
    ...withReceipt(totals, movement),
    movements: totals.movements + 1,
    payments: addPayments(totals.payments, [{ kind: 'cash', amount: movement.amount }]),
    cashCases: addTo(totals.cashCases, { businessCase, amount: movement.amount }, (row) => row.businessCase),
    cash: cents(totals.cash + movement.amount),
  }
}

function withReceipt(
  totals: Totals,
  receipt: { readonly number: number; readonly tse: Receipt['tse'] },
): Totals {
  return {
    ...totals,
    firstNumber: totals.firstNumber ?? receipt.number,
    lastNumber: receipt.number,
    unsigned: totals.unsigned + (receipt.tse.state === 'outage' ? 1 : 0),
  }
}

const cashOf = (payments: readonly Payment[]): Cents =>
  cents(payments.reduce((sum, payment) => sum + (payment.kind === 'cash' ? payment.amount : 0), 0))

const addPayments = (rows: readonly Payment[], more: readonly Payment[]): Payment[] =>
  more.reduce<Payment[]>((sum, payment) => addTo(sum, payment, (row) => row.kind), [...rows])

/** Adds sums as printed: VAT is never worked out anew from a total (fiscal rule: once per receipt and rate). */
function addTaxes(rows: readonly TaxSum[], more: readonly TaxSum[]): TaxSum[] {
  const sums = new Map(rows.map((row) => [`${row.vatKey}/${row.rate}`, row]))
  for (const { vatKey, rate, gross, net, vat } of more) {
    const sum = sums.get(`${vatKey}/${rate}`) ?? { vatKey, rate, gross: ZERO, net: ZERO, vat: ZERO }
    sums.set(`${vatKey}/${rate}`, {
      ...sum,
      gross: cents(sum.gross + gross),
      net: cents(sum.net + net),
      vat: cents(sum.vat + vat),
    })
  }
  return [...sums.values()].toSorted((a, b) => a.vatKey - b.vatKey || a.rate - b.rate)
}

function addTo<Row extends { readonly amount: Cents }>(
  rows: readonly Row[],
  row: Row,
  keyOf: (row: Row) => string,
): Row[] {
  const found = rows.some((candidate) => keyOf(candidate) === keyOf(row))
  if (!found) return [...rows, row].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  return rows.map((candidate) =>
    keyOf(candidate) === keyOf(row)
      ? { ...candidate, amount: cents(candidate.amount + row.amount) }
      : candidate,
  )
}
