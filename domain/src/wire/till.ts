import * as v from 'valibot'
import { cartSchema } from '../cart/cart.ts'
import { tenderSchema } from '../cart/payment.ts'
import { cashCaseSchema } from '../cash/movement.ts'
import { articleSchema, branchSchema, keyPageSchema, productGroupSchema } from '../catalogue/entities.ts'
import { idSchema } from '../ids.ts'
import { receiptSchema } from '../receipt/receipt.ts'
import {
  centsBetween,
  centsSchema,
  instantSchema,
  priceCentsSchema,
  textSchema,
  thousandthsBetween,
} from '../schema.ts'
import { roleSchema } from '../staff/role.ts'
import { taxRowSchema } from '../tax/rates.ts'

/** Terminal ↔ box. */

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

export const pairRequest = v.object({ code: v.pipe(v.string(), v.maxLength(20)) })
export const pairAnswer = v.object({
  registerId: idSchema,
  registerName: v.string(),
  /** Register serial = TSE client id. */
  serial: v.string(),
  token: v.string(),
})

export const logInRequest = v.object({
  staffId: textSchema(60),
  pin: v.pipe(v.string(), v.regex(/^\d{4,8}$/, 'must be 4 to 8 digits')),
})
export const logInAnswer = v.object({
  token: v.string(),
  staff: v.object({ id: v.string(), number: v.string(), name: v.string(), role: roleSchema }),
  expiresAt: instantSchema,
})

export const beginSaleRequest = v.object({ id: idSchema })

export const saleRequest = v.object({
  /** Made by the terminal at the first item; the same id sold twice is booked once. */
  id: idSchema,
  startedAt: instantSchema,
  cart: cartSchema,
  tenders: v.pipe(v.array(tenderSchema), v.maxLength(2)),
  /** What the terminal showed as total, in cents: the box refuses to book another sum. */
  total: centsSchema,
})
export type SaleRequest = v.InferOutput<typeof saleRequest>

export const receiptView = v.object({
  receipt: receiptSchema,
  registerName: v.string(),
  registerSerial: v.string(),
  /** Text of the QR code, or null in an outage. */
  qr: v.nullable(v.string()),
  tseEmulated: v.boolean(),
  branch: branchSchema,
})
export type ReceiptView = v.InferOutput<typeof receiptView>

export const saleAnswer = v.object({
  ...receiptView.entries,
  /** True where the sale had been booked before: the answer is the same as then. */
  repeated: v.boolean(),
})

export const refundRequest = v.object({
  id: idSchema,
  saleId: idSchema,
  startedAt: instantSchema,
  /** What comes back; null takes everything that is left of the sale. */
  lines: v.nullable(
    v.pipe(
      v.array(v.object({ lineId: idSchema, quantity: thousandthsBetween(1, 9_999_000) })),
      v.minLength(1),
      v.maxLength(500),
    ),
  ),
  reason: textSchema(200),
  /** How the money goes back. */
  tender: v.picklist(['cash', 'card']),
})
export type RefundRequest = v.InferOutput<typeof refundRequest>

export const cashRequest = v.object({
  id: idSchema,
  case: cashCaseSchema,
  /** As keyed, in cents; the case knows the direction. */
  amount: centsBetween(1, 100_000_000),
  reason: v.nullable(textSchema(200)),
  reference: v.nullable(textSchema(40)),
})
export type CashRequest = v.InferOutput<typeof cashRequest>

export const closingRequest = v.object({
  id: idSchema,
  /** Id of the booked difference, should the count differ: given before, so that a repeat books nothing twice. */
  differenceId: idSchema,
  /** What lies in the drawer, in cents, counted blind; null where nobody counts. */
  counted: v.nullable(centsBetween(0, 100_000_000)),
})
export type ClosingRequest = v.InferOutput<typeof closingRequest>

/** An article as the branch sells it: prices of its own list, gross cents per unit. */
export const sellableSchema = v.object({
  ...articleSchema.entries,
  takeaway: priceCentsSchema,
  dineIn: priceCentsSchema,
})
export type Sellable = v.InferOutput<typeof sellableSchema>

export const catalogueView = v.object({
  epoch: v.string(),
  version: count,
  branch: branchSchema,
  groups: v.array(productGroupSchema),
  articles: v.array(sellableSchema),
  pages: v.array(keyPageSchema),
  taxRows: v.array(taxRowSchema),
  staff: v.array(v.object({ id: v.string(), number: v.string(), name: v.string() })),
})
export type CatalogueView = v.InferOutput<typeof catalogueView>

export const statusView = v.object({
  box: v.object({ softwareVersion: v.string(), branchName: v.string(), time: instantSchema }),
  centre: v.object({
    state: v.picklist(['online', 'offline', 'never']),
    /** Since when it is in that state, UTC. */
    since: v.nullable(instantSchema),
    /** Journal entries the centre does not hold yet. */
    backlog: count,
  }),
  tse: v.object({
    state: v.picklist(['starting', 'ok', 'outage']),
    since: v.nullable(instantSchema),
    reason: v.nullable(v.string()),
    emulated: v.boolean(),
  }),
})
export type StatusView = v.InferOutput<typeof statusView>

/** Events on the stream, by their SSE event name and MQTT topic level. */
export const EVENTS = {
  catalogue: v.object({ version: count }),
  status: statusView,
  receipt: v.object({
    id: idSchema,
    registerId: idSchema,
    number: count,
    gross: centsSchema,
    time: instantSchema,
  }),
} as const
export type EventName = keyof typeof EVENTS
export type EventData<E extends EventName> = v.InferOutput<(typeof EVENTS)[E]>
