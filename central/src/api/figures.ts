import { businessDateSchema } from '@brotkasten/domain/schema'
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { figuresBetween, quarantineOf, receiptsAfter } from '../live/branch-figures.ts'
import { mayTouch } from './access.ts'
import { type Deps, type Env, userOf } from './context.ts'
import { forbidden, notFound } from './failure.ts'
import { valid } from './valid.ts'

const whole = (max: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'must be a whole number'), v.transform(Number), v.maxValue(max))
const rangeQuery = v.object({ from: businessDateSchema, to: businessDateSchema })
const pageQuery = v.object({ after: v.optional(whole(1e15), '0'), limit: v.optional(whole(5_000), '500') })

/** What the archive of a branch adds up to. */
export function figureRoutes({ databases, masterData }: Deps) {
  /** A refusal where the user may not see the branch or there is none. */
  const closed = async (c: Context<Env>, branchId: string) => {
    if (!mayTouch(userOf(c), branchId)) return forbidden(c)
    return (await masterData.branch(branchId)) === null ? notFound(c, 'Diese Filiale') : null
  }
  return new Hono<Env>()
    .get('/api/branches/:id/figures', valid('query', rangeQuery), async (c) => {
      const id = c.req.param('id')
      const { from, to } = c.req.valid('query')
      const refusal = await closed(c, id)
      if (refusal) return refusal
      return c.json({ from, to, ...(await figuresBetween(await databases.branch(id), from, to)) })
    })
    .get('/api/branches/:id/receipts', valid('query', pageQuery), async (c) => {
      const id = c.req.param('id')
      const { after, limit } = c.req.valid('query')
      const refusal = await closed(c, id)
      if (refusal) return refusal
      const receipts = await receiptsAfter(await databases.branch(id), after, limit)
      return c.json({
        receipts,
        next: receipts.length === limit ? (receipts.at(-1)?.position ?? null) : null,
      })
    })
    .get('/api/branches/:id/quarantine', valid('query', pageQuery), async (c) => {
      const id = c.req.param('id')
      const { after, limit } = c.req.valid('query')
      const refusal = await closed(c, id)
      if (refusal) return refusal
      return c.json(await quarantineOf(await databases.branch(id), after, limit))
    })
}
