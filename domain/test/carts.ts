import fc from 'fast-check'
import type { Cart, CartLine, Discount } from '../src/cart/cart.ts'
import type { RateOf } from '../src/cart/price.ts'
import { cents } from '../src/money/cents.ts'
import { thousandths } from '../src/money/quantity.ts'
import { GERMAN_TAX_TABLE, taxRateOn } from '../src/tax/rates.ts'
import { businessDate } from '../src/time/business-date.ts'
import { idOf } from './ids.ts'

/** The law of one day as `priceCart` wants it. */
export const lawOf =
  (day: string): RateOf =>
  (line) =>
    taxRateOn(GERMAN_TAX_TABLE, line.category, line.place, businessDate(day))

/** One day of each period the table of rates knows. */
export const days = fc.constantFrom('2019-05-04', '2020-08-15', '2022-02-22', '2025-12-31', '2026-11-22')

/** Deductions of every size, many of them larger than what they are taken from. */
export const discounts: fc.Arbitrary<Discount | null> = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 1, max: 10_000 }).map(
    (basisPoints): Discount => ({
      kind: 'percent',
      basisPoints,
      reason: 'Rabatt',
    }),
  ),
  fc.integer({ min: 1, max: 30_000 }).map(
    (amount): Discount => ({
      kind: 'amount',
      amount: cents(amount),
      reason: 'Nachlass',
    }),
  ),
)

const quantities = fc.oneof(
  fc.integer({ min: 1, max: 30 }).map((count) => thousandths(count * 1000)),
  fc.integer({ min: 1, max: 5000 }).map(thousandths),
)

const lines: fc.Arbitrary<CartLine> = fc.record({
  id: fc.integer({ min: 1, max: 1_000_000 }).map(idOf),
  articleId: fc.constant('a'),
  name: fc.constant('Artikel'),
  quantity: quantities,
  unitPrice: fc.oneof(
    fc.integer({ min: 0, max: 2500 }).map(cents),
    fc.integer({ min: 0, max: 1_000_000 }).map(cents),
  ),
  category: fc.constantFrom(
    'food',
    'milkDrink',
    'drink',
    'tapWater',
    'reducedGoods',
    'standardGoods',
    'outsideVat',
  ),
  place: fc.constantFrom('takeaway', 'dineIn'),
  catalogueVersion: fc.constant(1),
  discount: discounts,
})

/** Carts of one to twelve lines with ids of their own. */
export const carts: fc.Arbitrary<Cart> = fc.record({
  lines: fc.uniqueArray(lines, { minLength: 1, maxLength: 12, selector: (line) => line.id }),
  discount: discounts,
})
