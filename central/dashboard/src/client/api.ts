import { err, ok, type Result } from '@brotkasten/domain/result'
import { failureSchema } from '@brotkasten/domain/wire/failure'
import * as v from 'valibot'
import type { Saved } from '../state/price-edit.ts'
import {
  articlesAnswer,
  branchesAnswer,
  enrolmentAnswer,
  liveAnswer,
  priceAnswer,
  revenueAnswer,
  sessionAnswer,
} from './shapes.ts'

/**
 * Why a request brought nothing: `unreachable` (no answer), `unreadable` (an answer this dashboard does not
 * know), or the kind of the centre's own refusal with its sentence.
 */
export type Problem = {
  readonly kind: string
  readonly status: number | null
  readonly message: string
  readonly retryAfterSeconds: number | null
}
export type Answer<T> = Promise<Result<T, Problem>>

const problem = (kind: string, status: number | null = null, message = ''): Problem => ({
  kind,
  status,
  message,
  retryAfterSeconds: null,
})

function refusal(status: number, body: unknown): Problem {
  const parsed = v.safeParse(failureSchema, body)
  if (!parsed.success) return problem('unreadable', status)
  const { kind, message, details } = parsed.output.error
  const seconds = details?.retryAfterSeconds
  return { kind, status, message, retryAfterSeconds: typeof seconds === 'number' ? seconds : null }
}

async function call<S extends v.GenericSchema>(
  schema: S,
  path: string,
  init: RequestInit = {},
): Answer<v.InferOutput<S>> {
  const response = await fetch(`/api${path}`, init).catch(() => null)
  if (!response) return err(problem('unreachable'))
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) return err(refusal(response.status, body))
  const parsed = v.safeParse(schema, body)
  if (parsed.success) return ok(parsed.output)
  console.error(path, v.flatten(parsed.issues))
  return err(problem('unreadable', response.status))
}

const send = (method: 'POST' | 'PUT', body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** Every question the dashboard asks the centre. */
export const api = {
  me: () => call(sessionAnswer, '/me'),
  login: (name: string, password: string) => call(sessionAnswer, '/login', send('POST', { name, password })),
  logout: () => call(v.unknown(), '/logout', send('POST', {})),
  live: () => call(liveAnswer, '/live'),
  revenue: (date: string, branch: string | null) =>
    call(revenueAnswer, `/revenue?${new URLSearchParams(branch ? { date, branch } : { date })}`),
  articles: (list: string | null) =>
    call(articlesAnswer, `/articles${list ? `?${new URLSearchParams({ list })}` : ''}`),
  setPrice: (listId: string, articleId: string, price: Saved) =>
    call(
      priceAnswer,
      `/prices/${encodeURIComponent(listId)}/${encodeURIComponent(articleId)}`,
      send('PUT', price),
    ),
  branches: () => call(branchesAnswer, '/branches'),
  enrolmentCode: (branchId: string) => call(enrolmentAnswer, '/enrolment-codes', send('POST', { branchId })),
}
