import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { goldenReceipt, goldenTseOutage } from '../../test/golden.ts'
import { CASH_CASES, type CashCase, cashMovementSchema, signedAmount } from '../cash/movement.ts'
import { cents } from '../money/cents.ts'
import { receiptSchema } from '../receipt/receipt.ts'
import { refundSchema } from '../refund/booking.ts'
import { NO_TOTALS, type Totals, withMovement, withRefund, withSale } from './totals.ts'

const sale = v.parse(receiptSchema, goldenReceipt)
const { id, registerId, businessDate, completedAt, operatorId, operatorNumber, tse, softwareVersion } =
  goldenReceipt
const common = { id, registerId, businessDate, completedAt, operatorId, operatorNumber, tse, softwareVersion }
const movement = (cashCase: CashCase, amount: number, number = 1) =>
  v.parse(cashMovementSchema, {
    ...common,
    number,
    case: cashCase,
    amount: signedAmount(cashCase, cents(amount)),
    reason: 'Grund',
    reference: null,
  })
/** Both coffees come back. */
const refund = v.parse(refundSchema, {
  ...common,
  saleId: id,
  number: 2,
  startedAt: completedAt,
  approvedBy: null,
  reason: 'Bestellung verwechselt',
  lines: sale.lines.map(
    ({ id: lineId, articleId, name, quantity, unitPrice, category, place, vatKey, rate, gross }) => ({
      lineId,
      articleId,
      name,
      quantity,
      unitPrice,
      category,
      place,
      vatKey,
      rate,
      gross: 0 - gross,
    }),
  ),
  gross: -576,
  taxes: [{ vatKey: 1, rate: 1900, gross: -576, net: -484, vat: -92 }],
  payments: [{ kind: 'cash', amount: -576 }],
})

describe('a register day', () => {
  const day = [
    (totals: Totals) => withMovement(totals, movement('float', 15_000)),
    (totals: Totals) => withSale(totals, { ...sale, number: 2 }),
    (totals: Totals) => withMovement(totals, movement('payOut', 840, 3)),
    (totals: Totals) => withMovement(totals, movement('skim', 10_000, 4)),
  ].reduce((totals, step) => step(totals), NO_TOTALS)

  test('knows what must be in the drawer', () => {
    expect(day.cash).toBe(15_000 + 576 - 840 - 10_000)
  })

  test('groups cash movements by business case with their signs', () => {
    expect(day.cashCases).toEqual([
      { businessCase: 'Anfangsbestand', amount: 15_000 },
      { businessCase: 'Auszahlung', amount: -840 },
      { businessCase: 'Geldtransit', amount: -10_000 },
    ])
  })

  test('names its first and last receipt and counts by kind', () => {
    expect(day).toMatchObject({
      firstNumber: 1,
      lastNumber: 4,
      sales: 1,
      movements: 3,
      refunds: 0,
      discounts: 64,
    })
  })
})

test('a sale and its whole refund leave no turnover, no tax and no money', () => {
  const totals = withRefund(withSale(NO_TOTALS, sale), refund)
  expect(totals).toMatchObject({
    cash: 0,
    taxes: [{ vatKey: 1, rate: 1900, gross: 0, net: 0, vat: 0 }],
    payments: [{ kind: 'cash', amount: 0 }],
  })
})

test('a receipt of an outage counts as unsigned', () => {
  const unsigned = v.parse(receiptSchema, { ...goldenReceipt, tse: goldenTseOutage })
  expect(withSale(NO_TOTALS, unsigned).unsigned).toBe(1)
})

test('business cases and payments of a day always balance', () => {
  const cases = fc.constantFrom(...(Object.keys(CASH_CASES) as CashCase[]))
  const steps = fc.array(
    fc.oneof(fc.constant('sale' as const), fc.tuple(cases, fc.integer({ min: 0, max: 1_000_000 }))),
  )
  fc.assert(
    fc.property(steps, (day) => {
      const totals = day.reduce<Totals>(
        (sum, step) => (step === 'sale' ? withSale(sum, sale) : withMovement(sum, movement(...step))),
        NO_TOTALS,
      )
      const turnover = totals.taxes.reduce((sum, tax) => sum + tax.gross, 0)
      const cash = totals.cashCases.reduce((sum, row) => sum + row.amount, 0)
      const paid = totals.payments.reduce((sum, row) => sum + row.amount, 0)
      expect(turnover + cash).toBe(paid)
      expect(totals.cash).toBe(paid)
    }),
  )
})
