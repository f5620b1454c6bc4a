import * as v from 'valibot'
import { cashMovementSchema } from '../cash/movement.ts'
import { closingSchema } from '../closing/closing.ts'
import { idSchema } from '../ids.ts'
import { receiptSchema } from '../receipt/receipt.ts'
import { tseSignedSchema } from '../receipt/tse.ts'
import { refundSchema } from '../refund/booking.ts'
import { base64Schema, instantSchema, sha256HexSchema, textSchema } from '../schema.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A TSE came into service at this box: everything needed to check its signatures later. */
const tseAdopted = v.object({
  serial: sha256HexSchema,
  description: textSchema(200),
  emulated: v.boolean(),
  publicKey: base64Schema,
  algorithm: v.picklist(['ecdsa-plain-SHA256', 'ecdsa-plain-SHA384', 'ecdsa-plain-SHA512']),
  logTimeFormat: v.picklist([
    'unixTime',
    'utcTime',
    'utcTimeWithSeconds',
    'generalizedTime',
    'generalizedTimeWithMilliseconds',
  ]),
  /** DER, base64, the device's own first. */
  certificates: v.array(base64Schema),
  certificationId: v.nullable(textSchema(20)),
})

/**
 * Every kind of journal entry: facts in the past tense, in the shop's words, with the schema of each version.
 * A kind or version is never changed or reused; a new shape is a new version.
 */
export const KINDS = {
  'box.started': {
    1: v.object({ boxId: textSchema(60), branchId: textSchema(60), softwareVersion: textSchema(20) }),
  },
  'register.opened': { 1: v.object({ registerId: idSchema, serial: textSchema(30), name: textSchema(40) }) },
  'tse.adopted': { 1: tseAdopted },
  'sale.completed': { 1: receiptSchema },
  /** A transaction the TSE had open that became no receipt, and how it was closed. */
  'sale.aborted': {
    1: v.object({
      registerId: v.nullable(idSchema),
      reason: v.picklist(['leftover', 'voided']),
      tse: tseSignedSchema,
    }),
  },
  /** The TSE had finished a transaction whose answer was lost: the receipt booked unsigned has a signature after all. */
  'sale.signatureFound': { 1: v.object({ receiptId: idSchema, tse: tseSignedSchema }) },
  'tse.outageBegan': { 1: v.object({ outageId: idSchema, reason: textSchema(40), detail: v.string() }) },
  'tse.outageEnded': { 1: v.object({ outageId: idSchema, beganAt: instantSchema, affectedReceipts: count }) },
  'sale.refunded': { 1: refundSchema },
  'cash.moved': { 1: cashMovementSchema },
  'register.closed': { 1: closingSchema },
  'catalogue.applied': {
    1: v.object({
      epoch: textSchema(60),
      version: count,
      snapshot: v.boolean(),
      changes: count,
      hash: sha256HexSchema,
    }),
  },
} as const

export type Kind = keyof typeof KINDS
type Current = { [K in Kind]: v.InferOutput<(typeof KINDS)[K][1]> }
/** Body of an entry kind in its newest version. */
export type Body<K extends Kind> = Current[K]

/** Version in which this program writes a kind. */
export const CURRENT_VERSION: Record<Kind, number> = {
  'box.started': 1,
  'register.opened': 1,
  'tse.adopted': 1,
  'sale.completed': 1,
  'sale.aborted': 1,
  'sale.signatureFound': 1,
  'tse.outageBegan': 1,
  'tse.outageEnded': 1,
  'sale.refunded': 1,
  'cash.moved': 1,
  'register.closed': 1,
  'catalogue.applied': 1,
}
