import * as v from 'valibot'
import { paymentSchema } from '../cart/payment.ts'
import { idSchema } from '../ids.ts'
import { taxSumSchema } from '../receipt/receipt.ts'
import { tseSchema } from '../receipt/tse.ts'
import {
  businessDateSchema,
  centsBetween,
  instantSchema,
  priceCentsSchema,
  textSchema,
  thousandthsBetween,
} from '../schema.ts'
import { placeSchema, taxCategorySchema } from '../tax/category.ts'

const MAX_CENTS = 1_000_000_000
const counter = v.pipe(v.number(), v.integer(), v.minValue(1))
const negativeCents = centsBetween(-MAX_CENTS, 0)

/** Goods of one line of a sale that come back. */
export const refundLineSchema = v.object({
  /** Line of the sale. */
  lineId: idSchema,
  articleId: textSchema(60),
  name: textSchema(60),
  /** How much comes back, positive thousandths. */
  quantity: thousandthsBetween(1, 9_999_000),
  unitPrice: priceCentsSchema,
  category: taxCategorySchema,
  place: placeSchema,
  vatKey: counter,
  rate: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
  /** Paid back, negative cents. */
  gross: negativeCents,
})
export type RefundLine = v.InferOutput<typeof refundLineSchema>

/** Goods or money given back after payment: a receipt of its own with reversed signs (DSFinV-K 4.2.5). */
export const refundSchema = v.object({
  id: idSchema,
  saleId: idSchema,
  registerId: idSchema,
  /** Receipt number, from the same gapless row as sales. */
  number: counter,
  businessDate: businessDateSchema,
  startedAt: instantSchema,
  completedAt: instantSchema,
  operatorId: textSchema(60),
  operatorNumber: textSchema(4),
  /** Who else stood for it, where the operator may not do it alone. */
  approvedBy: v.nullable(textSchema(60)),
  reason: textSchema(200),
  lines: v.pipe(v.array(refundLineSchema), v.minLength(1)),
  gross: negativeCents,
  taxes: v.array(taxSumSchema),
  payments: v.array(paymentSchema),
  tse: tseSchema,
  softwareVersion: textSchema(20),
})
export type Refund = v.InferOutput<typeof refundSchema>
