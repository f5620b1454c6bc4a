import type * as v from 'valibot'
import { type Call, call } from '../../provisioning/src/http/call.ts'

/** Asks a program that must answer; anything else is thrown in one sentence. */
export async function ask<S extends v.GenericSchema>(
  schema: S,
  base: string,
  path: string,
  options: Call = {},
): Promise<v.InferOutput<S>> {
  const answer = await call(schema, base, path, options)
  if (answer.ok) return answer.value.value
  const { error } = answer
  const reason = error.kind === 'refused' ? `${error.status} ${error.reason}: ${error.message}` : error.detail
  throw new Error(`${error.url}: ${reason}`)
}
