import * as v from 'valibot'
import { entityNameSchema } from '../catalogue/entities.ts'
import { sha256HexSchema, textSchema } from '../schema.ts'

/** Centre → box. */

/** One record in one version; `data` null is a deletion. */
export const changeSchema = v.object({
  entity: entityNameSchema,
  id: textSchema(130),
  data: v.nullable(v.record(v.string(), v.unknown())),
})
export type Change = v.InferOutput<typeof changeSchema>

/**
 * Master data of one branch since a cursor. With `snapshot` everything else the box holds is gone.
 * `hash` is SHA-256 over the JSON text of `changes`, so that half an answer is never applied.
 */
export const feedAnswer = v.object({
  epoch: textSchema(60),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  snapshot: v.boolean(),
  changes: v.string(),
  hash: sha256HexSchema,
})
export type FeedAnswer = v.InferOutput<typeof feedAnswer>
export const changesSchema = v.array(changeSchema)
