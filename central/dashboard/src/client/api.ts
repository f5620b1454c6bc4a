import type { CentralApi } from '@brotkasten/central/api'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { failureSchema } from '@brotkasten/domain/wire/failure'
import { type ClientResponse, hc } from 'hono/client'
import type { SuccessStatusCode } from 'hono/utils/http-status'
import * as v from 'valibot'
import type { Saved } from '../state/price-edit.ts'
import {
  articlesAnswer,
  branchesAnswer,
  doneAnswer,
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

/** What a route answers when it does what it was asked. */
type Success<R> =
  R extends ClientResponse<infer T, infer S, string> ? (S extends SuccessStatusCode ? T : never) : never

/**
 * Asks and parses. A schema that does not take what the route is typed to answer is refused by the compiler;
 * what arrives is still parsed, because the centre may be newer than this page.
 */
async function call<S extends v.GenericSchema, R extends ClientResponse<unknown>>(
  schema: Success<R> extends v.InferInput<S> ? S : never,
  request: Promise<R>,
): Answer<v.InferOutput<S>> {
  const response = await request.catch(() => null)
  if (!response) return err(problem('unreachable'))
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) return err(refusal(response.status, body))
  const parsed = v.safeParse<S>(schema, body)
  if (parsed.success) return ok(parsed.output)
  console.error(response.url, v.flatten(parsed.issues))
  return err(problem('unreadable', response.status))
}

const centre = hc<CentralApi>('/').api

/** Every question the dashboard asks the centre. */
export const api = {
  me: () => call(sessionAnswer, centre.me.$get()),
  login: (name: string, password: string) =>
    call(sessionAnswer, centre.login.$post({ json: { name, password } })),
  // The centre takes nothing but JSON, even where it expects no body.
  logout: () =>
    call(doneAnswer, centre.logout.$post({}, { headers: { 'content-type': 'application/json' } })),
  live: () => call(liveAnswer, centre.live.$get()),
  revenue: (date: string, branch: string | null) =>
    call(revenueAnswer, centre.revenue.$get({ query: branch === null ? { date } : { date, branch } })),
  articles: (list: string | null) =>
    call(articlesAnswer, centre.articles.$get({ query: list === null ? {} : { list } })),
  setPrice: (listId: string, articleId: string, price: Saved) =>
    call(
      priceAnswer,
      centre.prices[':listId'][':articleId'].$put({ param: { listId, articleId }, json: price }),
    ),
  branches: () => call(branchesAnswer, centre.branches.$get()),
  enrolmentCode: (branchId: string) =>
    call(enrolmentAnswer, centre['enrolment-codes'].$post({ json: { branchId } })),
}
