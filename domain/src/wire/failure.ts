import * as v from 'valibot'

/**
 * The one shape of every refusal: a stable kind for programs, the field that is wrong, and a German sentence a
 * cashier can read. `details` holds numbers the caller may need, e.g. the mark after a gap.
 */
export const failureSchema = v.object({
  error: v.object({
    kind: v.string(),
    field: v.nullable(v.string()),
    message: v.string(),
    details: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()]))),
  }),
})
export type Failure = v.InferOutput<typeof failureSchema>
