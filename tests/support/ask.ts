import { setTimeout as pause } from 'node:timers/promises'
import type * as v from 'valibot'
import { type Call, call } from '../../provisioning/src/http/call.ts'

const PATIENCE_MS = 10_000
const PAUSE_MS = 50

/**
 * Asks a program that must answer; anything else is thrown in one sentence. A connection that breaks is no answer:
 * the question is put again for ten seconds, so it must be one that may come twice.
 */
export async function ask<S extends v.GenericSchema>(
  schema: S,
  base: string,
  path: string,
  options: Call = {},
): Promise<v.InferOutput<S>> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const answer = await call(schema, base, path, options)
    if (answer.ok) return answer.value.value
    const { error } = answer
    if (error.kind !== 'unreachable' || performance.now() > deadline) {
      const reason =
        error.kind === 'refused' ? `${error.status} ${error.reason}: ${error.message}` : error.detail
      throw new Error(`${error.url}: ${reason}`)
    }
    await pause(PAUSE_MS)
  }
}
