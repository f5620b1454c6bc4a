import * as v from 'valibot'
import { idSchema } from '../ids.ts'
import { journalEntrySchema } from '../journal/entry.ts'
import { instantSchema, textSchema } from '../schema.ts'

/** Box → centre. */

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

export const enrolRequest = v.object({
  code: v.pipe(v.string(), v.maxLength(40)),
  softwareVersion: textSchema(20),
})
export const enrolAnswer = v.object({
  boxId: idSchema,
  branchId: v.string(),
  branchName: v.string(),
  /** Bearer secret of the box for HTTP, and its password at the broker. */
  secret: v.string(),
  /** Broker for presence and wake-ups; null where the centre runs none. */
  mqttUrl: v.nullable(v.string()),
})
export type EnrolAnswer = v.InferOutput<typeof enrolAnswer>

/** At most this many entries travel in one batch. */
export const MAX_BATCH = 500

export const journalBatch = v.object({
  /** Named anew by every re-imaged box; `seq` counts from 1 in each. */
  epoch: idSchema,
  entries: v.pipe(v.array(journalEntrySchema), v.minLength(1), v.maxLength(MAX_BATCH)),
})
export type JournalBatch = v.InferOutput<typeof journalBatch>

/** The highest `seq` of the epoch that the centre holds durably. */
export const markAnswer = v.object({ mark: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) })

/** Retained presence of a box; the broker publishes `offline` as its last will. */
export const presenceMessage = v.object({
  state: v.picklist(['online', 'offline']),
  time: v.nullable(instantSchema),
})

/** Live figures of a box, sent on change and every 30 s. */
export const figuresMessage = v.object({
  time: instantSchema,
  backlog: count,
  /** `simulator` signs, but without a certificate: no valid receipts. */
  tse: v.picklist(['starting', 'ok', 'simulator', 'outage']),
  softwareVersion: v.string(),
  catalogueVersion: count,
})
export type Figures = v.InferOutput<typeof figuresMessage>
