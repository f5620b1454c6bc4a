import { cashRequest, closingRequest, refundRequest } from '@brotkasten/domain/wire/till'
import { Hono } from 'hono'
import type { Deps, Env } from './deps.ts'
import { parse, refused } from './failures.ts'
import { operatorOnly, terminalOnly } from './guards.ts'

/** Corrections after payment, the drawer, and the reports of a register. */
export const cashRoutes = (deps: Deps) =>
  new Hono<Env>()
    .use('/refunds', terminalOnly(deps), operatorOnly(deps))
    .use('/cash', terminalOnly(deps), operatorOnly(deps))
    .use('/closings', terminalOnly(deps), operatorOnly(deps))
    .use('/x-report', terminalOnly(deps), operatorOnly(deps))
    .post('/refunds', parse('json', refundRequest), async (c) => {
      const booked = await deps.refunds.refund(c.req.valid('json'), c.get('register'), c.get('operator'))
      return booked.ok
        ? c.json({ refund: booked.value.body, repeated: booked.value.repeated })
        : refused(c, booked.error)
    })
    .post('/cash', parse('json', cashRequest), async (c) => {
      const booked = await deps.drawer.move(c.req.valid('json'), c.get('register'), c.get('operator'))
      return booked.ok
        ? c.json({ movement: booked.value.body, repeated: booked.value.repeated })
        : refused(c, booked.error)
    })
    .get('/x-report', (c) => {
      const totals = deps.closer.report(c.get('register'), c.get('operator'))
      return totals.ok
        ? c.json({ totals: totals.value, at: deps.clock().toISOString() })
        : refused(c, totals.error)
    })
    .post('/closings', parse('json', closingRequest), async (c) => {
      const closed = await deps.closer.close(c.req.valid('json'), c.get('register'), c.get('operator'))
      return closed.ok
        ? c.json({ closing: closed.value.body, repeated: closed.value.repeated })
        : refused(c, closed.error)
    })
