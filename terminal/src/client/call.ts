import { err, ok, type Result } from '@brotkasten/domain/result'
import { failureSchema } from '@brotkasten/domain/wire/failure'
import * as v from 'valibot'

/** The box said no: its words, for the cashier. */
export interface Refused {
  readonly kind: 'refused'
  readonly status: number
  /** Kind of domain/wire/failure. */
  readonly reason: string
  readonly field: string | null
  readonly message: string
  readonly details: Record<string, string | number | boolean | null>
}

/** `unreachable` means unknown: the box may have done it. So does `unreadable`. */
export type CallFailure = Refused | { readonly kind: 'unreachable' } | { readonly kind: 'unreadable' }
export type Answer<T> = Promise<Result<T, CallFailure>>

/** The part of a response that is used. */
export interface Reply {
  readonly status: number
  text: () => Promise<string>
}

/** Waits for a reply of the box and parses it, whatever it is; nothing is thrown. */
export async function read<S extends v.GenericSchema>(
  schema: S,
  send: () => Promise<Reply>,
): Answer<v.InferOutput<S>> {
  let status: number
  let text: string
  try {
    const reply = await send()
    status = reply.status
    text = await reply.text()
  } catch {
    return err({ kind: 'unreachable' })
  }
  const json = parsed(text)
  if (status >= 400) return err(refusal(status, json))
  const answer = v.safeParse(schema, json)
  return answer.success ? ok(answer.output) : err({ kind: 'unreadable' })
}

function refusal(status: number, json: unknown): CallFailure {
  const failure = v.safeParse(failureSchema, json)
  // A failure without our shape comes from something in between, or from a box that is starting.
  if (!failure.success) return status >= 500 ? { kind: 'unreachable' } : { kind: 'unreadable' }
  const { kind, field, message, details = {} } = failure.output.error
  return { kind: 'refused', status, reason: kind, field, message, details }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
