import { err, ok, type Result } from '@brotkasten/domain/result'
import { failureSchema } from '@brotkasten/domain/wire/failure'
import { PROTOCOL, PROTOCOL_HEADER } from '@brotkasten/domain/wire/version'
import * as v from 'valibot'

const TIMEOUT_MS = 15_000

/** `refused` is an answer and says what is wrong; `unreachable` and `unreadable` are about the other end itself. */
export type CallFailure =
  | { readonly kind: 'unreachable'; readonly url: string; readonly detail: string }
  | { readonly kind: 'unreadable'; readonly url: string; readonly detail: string }
  | {
      readonly kind: 'refused'
      readonly url: string
      readonly status: number
      readonly reason: string
      readonly message: string
    }

export interface Call {
  /** POSTed as JSON; without a body it is a GET. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Statuses beside 2xx whose body has the shape of an answer. */
  readonly alsoAccept?: readonly number[]
}

export interface Answer<T> {
  readonly value: T
  /** Cookies of the answer as a request sends them back. */
  readonly cookie: string
}

/** Asks a box or the centre over HTTP: the answer is parsed by its schema, everything ends after 15 s. */
export async function call<S extends v.GenericSchema>(
  schema: S,
  base: string,
  path: string,
  { body, headers, alsoAccept = [] }: Call = {},
): Promise<Result<Answer<v.InferOutput<S>>, CallFailure>> {
  const url = new URL(path, base).href
  const response = await send(url, body, headers)
  if (!response.ok) return response
  const { status, json, cookie } = response.value
  if (!isFine(status) && !alsoAccept.includes(status)) return err(refusal(url, status, json))
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return ok({ value: parsed.output, cookie })
  const issue = parsed.issues[0]
  return err({ kind: 'unreadable', url, detail: `${v.getDotPath(issue) ?? 'answer'}: ${issue.message}` })
}

const isFine = (status: number): boolean => status >= 200 && status < 300

async function send(
  url: string,
  body: unknown,
  headers: Call['headers'],
): Promise<Result<{ status: number; json: unknown; cookie: string }, CallFailure>> {
  const content = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  try {
    const response = await fetch(url, {
      ...content,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        [PROTOCOL_HEADER]: String(PROTOCOL),
        ...headers,
      },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const text = await response.text()
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '')
    return ok({ status: response.status, json: readJson(text), cookie: cookies.join('; ') })
  } catch (error) {
    return err({ kind: 'unreachable', url, detail: reason(error) })
  }
}

/** `undefined` is no JSON and no schema takes it. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `fetch` hides the cause ("ECONNREFUSED") one level down. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message
  return error.name === 'TimeoutError' ? `no answer within ${TIMEOUT_MS / 1000} s` : error.message
}

function refusal(url: string, status: number, json: unknown): CallFailure {
  const parsed = v.safeParse(failureSchema, json)
  if (!parsed.success) return { kind: 'unreadable', url, detail: `HTTP ${status} without a reason` }
  const { kind, message } = parsed.output.error
  return { kind: 'refused', url, status, reason: kind, message }
}
