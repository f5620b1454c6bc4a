import * as v from 'valibot'
import { branchSchema } from '../catalogue/entities.ts'
import { idSchema } from '../ids.ts'
import { tseSchema } from '../receipt/tse.ts'
import { businessDateSchema, centsSchema, instantSchema, textSchema } from '../schema.ts'
import { totalsSchema } from './totals.ts'

/**
 * A closing (Z report): the totals of a register since the one before, frozen. Master data stand in it as they were,
 * because exports repeat them for every closing (DSFinV-K 3.2).
 */
export const closingSchema = v.object({
  id: idSchema,
  registerId: idSchema,
  registerSerial: textSchema(30),
  registerName: textSchema(40),
  /** Rising without gaps, never reset. */
  zNumber: v.pipe(v.number(), v.integer(), v.minValue(1)),
  businessDate: businessDateSchema,
  closedAt: instantSchema,
  operatorId: textSchema(60),
  operatorNumber: textSchema(4),
  totals: totalsSchema,
  /** What was counted in the drawer, in cents; null where nobody counted. */
  counted: v.nullable(centsSchema),
  branch: branchSchema,
  /** Serials of the TSEs that signed since the last closing. */
  tseSerials: v.array(textSchema(64)),
  /** The signed SonstigerVorgang of the closing, or the outage. */
  tse: tseSchema,
  softwareVersion: textSchema(20),
})
export type Closing = v.InferOutput<typeof closingSchema>
