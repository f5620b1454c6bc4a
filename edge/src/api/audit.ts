import { Readable } from 'node:stream'
import { Hono } from 'hono'
import * as v from 'valibot'
import type { Deps, Env } from './deps.ts'
import { parse } from './failures.ts'
import { loopbackOnly } from './guards.ts'

const whole = v.pipe(v.string(), v.transform(Number), v.safeInteger(), v.minValue(0))
const pageQuery = v.object({
  after: v.optional(whole, '0'),
  limit: v.optional(v.pipe(whole, v.maxValue(1000)), '1000'),
})

/** What an auditor on the box itself may read: the journal as stored and the TSE's own log. */
export const auditRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/journal', loopbackOnly, parse('query', pageQuery), (c) => {
      const { after, limit } = c.req.valid('query')
      return c.json({ epoch: deps.store.epoch, entries: deps.store.journal.after(after, limit) })
    })
    .get('/tse/archive', loopbackOnly, (c) => {
      c.header('content-type', 'application/x-tar')
      const archive = Readable.from(deps.signing.archive({}))
      return c.body(Readable.toWeb(archive) as ReadableStream)
    })
