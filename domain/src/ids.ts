import * as v from 'valibot'

/** A UUIDv7 in lower case, made where the thing happens; it is the idempotency key of everything it causes. */
export const idSchema = v.pipe(
  v.string(),
  v.regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    'must be a UUIDv7 in lower case',
  ),
)
