import * as v from 'valibot'
import { idSchema } from '../ids.ts'
import { centsBetween, priceCentsSchema, textSchema, thousandthsBetween } from '../schema.ts'
import { placeSchema, taxCategorySchema } from '../tax/category.ts'

/** At most 9,999 pieces or kilograms on one line; a line is never zero. */
const MAX_QUANTITY = 9_999_000
/** Before discounts, in cents times thousandths: keeps every sum on a receipt within its schema. */
const MAX_CART = 100_000_000 * 1000

/** A deduction with its reason: percent in basis points, or an amount in cents. Both are positive. */
export const discountSchema = v.variant('kind', [
  v.object({
    kind: v.literal('percent'),
    basisPoints: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
    reason: textSchema(60),
  }),
  v.object({ kind: v.literal('amount'), amount: centsBetween(1, 1_000_000_000), reason: textSchema(60) }),
])
export type Discount = v.InferOutput<typeof discountSchema>

/**
 * One line as keyed. Name, price and tax category are what the cashier saw at that moment: a change that
 * arrives later does not touch an open cart. `catalogueVersion` says which master data that was.
 */
export const cartLineSchema = v.object({
  id: idSchema,
  articleId: textSchema(60),
  name: textSchema(60),
  quantity: thousandthsBetween(1, MAX_QUANTITY),
  /** Gross cents per unit. */
  unitPrice: priceCentsSchema,
  category: taxCategorySchema,
  place: placeSchema,
  catalogueVersion: v.pipe(v.number(), v.integer(), v.minValue(0)),
  discount: v.nullable(discountSchema),
})
export type CartLine = v.InferOutput<typeof cartLineSchema>

export const cartSchema = v.object({
  lines: v.pipe(
    v.array(cartLineSchema),
    v.minLength(1),
    v.maxLength(500),
    v.check(
      (lines) => new Set(lines.map((line) => line.id)).size === lines.length,
      'must not name a line twice',
    ),
    v.check(
      (lines) => lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0) <= MAX_CART,
      'must stay below a million euros',
    ),
  ),
  discount: v.nullable(discountSchema),
})
/** What is being sold, priced and taxed by `priceCart` alike in terminal, box and centre. */
export type Cart = v.InferOutput<typeof cartSchema>
