import type { Failure } from '@brotkasten/domain/wire/failure'
import { sValidator } from '@hono/standard-validator'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Logger } from 'pino'
import type { GenericSchema } from 'valibot'
import type { Refusal } from '../selling/refusal.ts'

/** Builds the one shape of a refusal. `message` is German and fit for the till. */
export const failure = (
  kind: string,
  field: string | null,
  message: string,
  details?: Record<string, string | number>,
): Failure => ({
  error: details ? { kind, field, message, details } : { kind, field, message },
})

/** The library quotes what it received; a PIN or a token must not come back. */
const reasonOf = (message = 'unbekannt'): string => message.replace(/ but received .*$/s, '')

const STATUS: Record<Refusal['kind'], 400 | 403 | 404 | 409 | 422 | 503> = {
  invalid: 400,
  forbidden: 403,
  idTaken: 409,
  unknownArticle: 422,
  notOnSale: 422,
  priceNotOnSale: 422,
  totalDiffers: 422,
  tooLittle: 422,
  cardTooMuch: 422,
  unknownReceipt: 404,
  refunded: 409,
  noCatalogue: 503,
}

/** Answers why something is not booked, with the status of its kind. */
export const refused = (c: Context, { kind, field, message, details }: Refusal) =>
  c.json(failure(kind, field, message, details), STATUS[kind])

type Target = 'json' | 'query' | 'param'

/** Parses a part of the request by its schema; a mismatch answers 400 with the field's name. */
export const parse = <S extends GenericSchema, T extends Target>(target: T, schema: S) =>
  sValidator(target, schema, (result, c) => {
    if (result.success) return
    const issue = result.error[0]
    const field = (issue?.path ?? [])
      .map((part) => String(typeof part === 'object' ? part.key : part))
      .join('.')
    return c.json(
      failure(
        'invalid',
        field || null,
        `Ungültige Eingabe${field ? ` im Feld „${field}“` : ''}: ${reasonOf(issue?.message)}`,
      ),
      400,
    )
  })

/** Turns what Hono throws into our shape; anything else is a bug: logged with context, answered 500. */
export const onError =
  (log: Logger) =>
  (error: Error, c: Context): Response => {
    if (error instanceof HTTPException && error.status < 500) {
      return c.json(
        failure('malformed', null, 'Die Anfrage ist kein gültiges JSON.'),
        error.status as ContentfulStatusCode,
      )
    }
    log.error({ err: error, method: c.req.method, path: c.req.path }, 'a request failed')
    return c.json(
      failure('internal', null, 'In der Box ist ein Fehler aufgetreten. Bitte noch einmal versuchen.'),
      500,
    )
  }
