import { businessDateSchema, textSchema } from '@brotkasten/domain/schema'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import * as v from 'valibot'
import { mayTouch } from './access.ts'
import { type Deps, type Env, userOf } from './context.ts'
import { forbidden } from './failure.ts'
import { valid } from './valid.ts'

const PING_MS = 5_000
/** A timer may go off a little early. */
const TIMER_SLACK_MS = 50

const revenueQuery = v.object({ date: businessDateSchema, branch: v.optional(textSchema(60)) })

/** The chain as it is now. */
export const liveRoutes = ({ live, hub, users, clock }: Deps) =>
  new Hono<Env>()
    .get('/api/live', async (c) => {
      const user = userOf(c)
      const branches = await live.rows((id) => mayTouch(user, id))
      return c.json({ asOf: clock().toISOString(), branches })
    })
    .get('/api/revenue', valid('query', revenueQuery), async (c) => {
      const user = userOf(c)
      const { date, branch } = c.req.valid('query')
      if (branch !== undefined && !mayTouch(user, branch)) return forbidden(c)
      const sees = (id: string) => mayTouch(user, id) && (branch === undefined || id === branch)
      return c.json(await live.revenue(date, sees))
    })
    .get('/api/events', (c) => {
      const user = userOf(c)
      const token = c.get('session') ?? ''
      c.header('cache-control', 'no-store')
      c.header('x-accel-buffering', 'no')
      return streamSSE(c, async (stream) => {
        const subscription = hub.subscribe((id) => mayTouch(user, id))
        stream.onAbort(() => subscription.close())
        await stream.writeSSE({ event: 'ping', data: clock().toISOString(), retry: 1_000 })
        let heartbeat = performance.now()
        while (!subscription.closed) {
          const events = await subscription.take(PING_MS)
          for (const { name, data } of events)
            await stream.writeSSE({ event: name, data: JSON.stringify(data) })
          if (performance.now() - heartbeat < PING_MS - TIMER_SLACK_MS) continue
          // Whoever has logged out meanwhile, or was removed, hears no more.
          if ((await users.bySession(token)) === null) subscription.close()
          else await stream.writeSSE({ event: 'ping', data: clock().toISOString() })
          heartbeat = performance.now()
        }
      })
    })
