import * as v from 'valibot'
import { cartLineSchema, discountSchema } from '../cart/cart.ts'
import { paymentSchema } from '../cart/payment.ts'
import { idSchema } from '../ids.ts'
import { businessDateSchema, centsSchema, instantSchema, textSchema } from '../schema.ts'
import { tseSchema } from './tse.ts'

const counter = v.pipe(v.number(), v.integer(), v.minValue(1))
const basisPoints = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000))

export const taxSumSchema = v.object({
  vatKey: counter,
  rate: basisPoints,
  gross: centsSchema,
  net: centsSchema,
  vat: centsSchema,
})

export const receiptLineSchema = v.object({
  ...cartLineSchema.entries,
  base: centsSchema,
  lineDiscount: centsSchema,
  receiptDiscount: centsSchema,
  gross: centsSchema,
  vatKey: counter,
  rate: basisPoints,
})

export const receiptSchema = v.object({
  id: idSchema,
  registerId: idSchema,
  /** Gapless per register. */
  number: counter,
  businessDate: businessDateSchema,
  /** Box clock: first item keyed, payment completed. */
  startedAt: instantSchema,
  completedAt: instantSchema,
  /** Pseudonym; the person's data lies in the master data. */
  operatorId: textSchema(60),
  operatorNumber: textSchema(4),
  lines: v.array(receiptLineSchema),
  /** The discount on the whole receipt as given; each line holds its share of it. */
  discount: v.nullable(discountSchema),
  gross: centsSchema,
  taxes: v.array(taxSumSchema),
  payments: v.array(paymentSchema),
  /** Cash handed over and given back, in cents. */
  given: centsSchema,
  change: centsSchema,
  tse: tseSchema,
  catalogueVersion: v.pipe(v.number(), v.integer(), v.minValue(0)),
  softwareVersion: textSchema(20),
})
/** A completed sale as booked, printed and exported. Money in cents. */
export type Receipt = v.InferOutput<typeof receiptSchema>
export type ReceiptLine = v.InferOutput<typeof receiptLineSchema>
