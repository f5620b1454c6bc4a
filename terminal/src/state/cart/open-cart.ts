import { type Cart, type CartLine, cartLineSchema, discountSchema } from '@brotkasten/domain/cart/cart'
import { tenderSchema } from '@brotkasten/domain/cart/payment'
import { idSchema } from '@brotkasten/domain/ids'
import { centsSchema, instantSchema, priceCentsSchema } from '@brotkasten/domain/schema'
import { placeSchema } from '@brotkasten/domain/tax/category'
import * as v from 'valibot'

/** A line as keyed: it keeps both prices it was added with, so that a change of place never asks the catalogue. */
const keyedLineSchema = v.object({
  ...v.omit(cartLineSchema, ['unitPrice']).entries,
  unit: v.picklist(['piece', 'kg']),
  takeaway: priceCentsSchema,
  dineIn: priceCentsSchema,
})
export type KeyedLine = v.InferOutput<typeof keyedLineSchema>

const phaseSchema = v.variant('kind', [
  v.object({ kind: v.literal('keying') }),
  /** The box was asked to book exactly this; nothing may change until it answered. */
  v.object({ kind: v.literal('paying'), tenders: v.array(tenderSchema), total: centsSchema }),
  /** Paid: shows the change until the next key. */
  v.object({
    kind: v.literal('done'),
    receiptId: idSchema,
    number: v.number(),
    gross: centsSchema,
    given: centsSchema,
    change: centsSchema,
    card: centsSchema,
  }),
])
export type Phase = v.InferOutput<typeof phaseSchema>

const contentSchema = v.object({
  lines: v.array(keyedLineSchema),
  discount: v.nullable(discountSchema),
  /** Part the customer has paid by card already, in cents. */
  cardPart: v.nullable(priceCentsSchema),
  selectedId: v.nullable(idSchema),
  /** Place of new lines. */
  place: placeSchema,
})
/** What a void takes away and undo brings back. */
export type CartContent = v.InferOutput<typeof contentSchema>

/** The open cart of this terminal as it is stored; a change of shape needs a new version. */
export const openCartSchema = v.object({
  version: v.literal(1),
  ...contentSchema.entries,
  /** Id and begin of the sale: set with the first line, gone with the last. */
  saleId: v.nullable(idSchema),
  startedAt: v.nullable(instantSchema),
  /** Digits typed and not used yet. */
  pending: v.pipe(v.string(), v.regex(/^[\d,]{0,9}$/)),
  phase: phaseSchema,
  undo: v.nullable(contentSchema),
})
export type OpenCart = v.InferOutput<typeof openCartSchema>

export const EMPTY_CART: OpenCart = {
  version: 1,
  lines: [],
  discount: null,
  cardPart: null,
  selectedId: null,
  place: 'takeaway',
  saleId: null,
  startedAt: null,
  pending: '',
  phase: { kind: 'keying' },
  undo: null,
}

/** The line as it is priced and sent: its unit price is the one of its place. */
export function toCartLine(line: KeyedLine): CartLine {
  const { unit: _, takeaway, dineIn, ...rest } = line
  return { ...rest, unitPrice: line.place === 'dineIn' ? dineIn : takeaway }
}

/** The cart in the words of the domain. */
export const toCart = (cart: Pick<OpenCart, 'lines' | 'discount'>): Cart => ({
  lines: cart.lines.map(toCartLine),
  discount: cart.discount,
})
