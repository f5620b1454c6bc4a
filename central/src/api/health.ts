import { Hono } from 'hono'
import type { Deps, Env } from './context.ts'
import { refuse } from './failure.ts'

/** Whether the process lives, and whether its storage answers. */
export const healthRoutes = ({ databases, log }: Deps) =>
  new Hono<Env>()
    .get('/health/live', (c) => c.json({ status: 'live' as const }))
    .get('/health/ready', async (c) => {
      try {
        await databases.hq.query('SELECT version FROM centre')
        return c.json({ status: 'ready' as const })
      } catch (error) {
        log.error({ err: error }, 'storage does not answer')
        return refuse(c, 503, 'notReady', 'Der Datenspeicher antwortet nicht.')
      }
    })
