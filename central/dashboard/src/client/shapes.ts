import {
  articleSchema,
  branchSchema,
  priceListSchema,
  priceSchema,
  productGroupSchema,
} from '@brotkasten/domain/catalogue/entities'
import { businessDateSchema, centsSchema, instantSchema, priceCentsSchema } from '@brotkasten/domain/schema'
import * as v from 'valibot'

/** What the centre answers, parsed before anything else in the dashboard sees it. */

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** `branches` null: all of them. */
export const userSchema = v.object({
  name: v.string(),
  role: v.picklist(['viewer', 'admin']),
  branches: v.nullable(v.array(v.string())),
})
export type User = v.InferOutput<typeof userSchema>
export const sessionAnswer = v.object({ user: userSchema })
export const doneAnswer = v.object({ done: v.literal(true) })

/** One branch as the centre knows it now. `completeUntil` null: nothing of it has ever arrived. */
export const branchRowSchema = v.object({
  branchId: v.string(),
  code: v.string(),
  name: v.string(),
  boxId: v.nullable(v.string()),
  connection: v.picklist(['online', 'offline', 'never']),
  /** Since when the connection is what it is. */
  since: v.nullable(instantSchema),
  lastContact: v.nullable(instantSchema),
  revenueToday: centsSchema,
  receiptsToday: count,
  lastSaleAt: v.nullable(instantSchema),
  /** Journal entries the box still has to send. */
  backlog: count,
  tse: v.nullable(v.picklist(['starting', 'ok', 'simulator', 'outage'])),
  softwareVersion: v.nullable(v.string()),
  catalogueVersion: v.nullable(count),
  completeUntil: v.nullable(instantSchema),
  /** Entries the centre refused to book: somebody has to look. */
  quarantined: count,
})
export type BranchRow = v.InferOutput<typeof branchRowSchema>

export const liveAnswer = v.object({ asOf: instantSchema, branches: v.array(branchRowSchema) })

export const revenueAnswer = v.object({
  date: businessDateSchema,
  hours: v.array(v.object({ hour: v.pipe(count, v.maxValue(23)), gross: centsSchema, receipts: count })),
  completeFor: count,
  of: count,
})
export type Revenue = v.InferOutput<typeof revenueAnswer>

export const pricedArticleSchema = v.object({
  ...articleSchema.entries,
  takeaway: priceCentsSchema,
  dineIn: v.nullable(priceCentsSchema),
})
export type PricedArticle = v.InferOutput<typeof pricedArticleSchema>

export const articlesAnswer = v.object({
  /** The list the prices are of; null while there is none. */
  list: v.nullable(v.string()),
  lists: v.array(priceListSchema),
  groups: v.array(productGroupSchema),
  articles: v.array(pricedArticleSchema),
})
export type Articles = v.InferOutput<typeof articlesAnswer>

export const priceAnswer = v.object({ version: count, branches: count })
export const branchesAnswer = v.object({ branches: v.array(branchSchema) })
export const enrolmentAnswer = v.object({ code: v.string(), expiresAt: instantSchema })
export type Enrolment = v.InferOutput<typeof enrolmentAnswer>

export const revenueEvent = v.object({ date: businessDateSchema })
export const priceEvent = priceSchema
