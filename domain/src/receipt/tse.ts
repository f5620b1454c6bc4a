import * as v from 'valibot'
import { idSchema } from '../ids.ts'
import { base64Schema, instantSchema, sha256HexSchema, textSchema } from '../schema.ts'

const counter = v.pipe(v.number(), v.integer(), v.minValue(1))

/** What the TSE made of a transaction: all of § 6 KassenSichV that comes from the device. */
export const tseSignedSchema = v.object({
  state: v.literal('signed'),
  /** Serial number of the TSE: SHA-256 of its public key. */
  serial: sha256HexSchema,
  /** Serial number of the register, under which it is registered at the TSE. */
  clientId: textSchema(30),
  transactionNumber: counter,
  signatureCounter: counter,
  /** Log time of the Start message, device time, UTC. */
  startTime: instantSchema,
  /** Log time of the Finish message, device time, UTC. */
  finishTime: instantSchema,
  processType: textSchema(30),
  processData: v.string(),
  signature: base64Schema,
})
export type TseSigned = v.InferOutput<typeof tseSignedSchema>

export const tseOutageSchema = v.object({
  state: v.literal('outage'),
  outageId: idSchema,
  clientId: textSchema(30),
  /** Machine-readable reason, the kind of the device's failure. */
  reason: textSchema(40),
})

/** A booking's tie to the TSE: what it signed, or the outage that kept it from signing. */
export const tseSchema = v.variant('state', [tseSignedSchema, tseOutageSchema])
export type TseState = v.InferOutput<typeof tseSchema>
