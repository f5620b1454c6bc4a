import type { Failure } from '@brotkasten/domain/wire/failure'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

type Extra = { readonly field?: string; readonly details?: Failure['error']['details'] }

/** The one shape of every refusal. `message` is German, for people. */
export const failure = (kind: string, message: string, extra: Extra = {}): Failure => ({
  error: {
    kind,
    field: extra.field ?? null,
    message,
    ...(extra.details === undefined ? {} : { details: extra.details }),
  },
})

/** Answers a refusal. */
export const refuse = <S extends ContentfulStatusCode>(
  c: Context,
  status: S,
  kind: string,
  message: string,
  extra: Extra = {},
) => c.json(failure(kind, message, extra), status)

export const forbidden = (c: Context) => refuse(c, 403, 'forbidden', 'Dafür fehlt Ihnen das Recht.')
export const notFound = (c: Context, what: string) => refuse(c, 404, 'notFound', `${what} gibt es nicht.`)
