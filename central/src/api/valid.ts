import { sValidator } from '@hono/standard-validator'
import type { ValidationTargets } from 'hono'
import type * as v from 'valibot'
import { refuse } from './failure.ts'

type Segment = PropertyKey | { readonly key: PropertyKey }

const nameOf = (path: readonly Segment[] | undefined): string =>
  (path ?? []).map((segment) => String(typeof segment === 'object' ? segment.key : segment)).join('.')

/** Parses a part of the request by a schema; what does not fit is answered with the field's name. */
export const valid = <T extends keyof ValidationTargets, S extends v.GenericSchema>(target: T, schema: S) =>
  sValidator(target, schema, (result, c) => {
    // To a schema a list is an object without fields.
    if (target === 'json' && Array.isArray(result.data))
      return refuse(c, 400, 'invalid', 'Die Anfrage ist unvollständig.', { field: target })
    if (result.success) return undefined
    const [issue] = result.error
    const field = nameOf(issue?.path)
    // A schema's message may quote the input, which can be a password: everything after "received" goes.
    const reason = (issue?.message ?? '').replace(/ but received .*$/s, '')
    const message = field === '' ? 'Die Anfrage ist unvollständig.' : `Die Angabe „${field}“ ist ungültig.`
    return refuse(c, 400, 'invalid', message, { field: field === '' ? target : field, details: { reason } })
  })
