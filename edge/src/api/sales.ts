import { idSchema } from '@brotkasten/domain/ids'
import { beginSaleRequest, saleRequest } from '@brotkasten/domain/wire/till'
import { Hono } from 'hono'
import * as v from 'valibot'
import { findReceipt } from '../selling/receipts.ts'
import type { Deps, Env } from './deps.ts'
import { failure, parse, refused } from './failures.ts'
import { operatorOnly, terminalOnly } from './guards.ts'

const limitQuery = v.object({
  limit: v.optional(
    v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(100)),
    '20',
  ),
})

/** Selling and reading receipts. */
export const saleRoutes = (deps: Deps) => {
  const lastReceipts = deps.store.db.prepare(
    `SELECT receipt.id, number, register_id, name, gross, completed_at, operator_number, outage
     FROM receipt JOIN register ON register.id = register_id WHERE kind = 'sale' ORDER BY seq DESC LIMIT ?`,
  )
  return new Hono<Env>()
    .use('/sales/*', terminalOnly(deps), operatorOnly(deps))
    .use('/sales', terminalOnly(deps), operatorOnly(deps))
    .use('/receipts/*', terminalOnly(deps))
    .use('/receipts', terminalOnly(deps))
    .post('/sales/begin', parse('json', beginSaleRequest), (c) => {
      deps.seller.begin(c.req.valid('json').id, c.get('register'))
      return c.json({}, 202)
    })
    .post('/sales/abort', parse('json', beginSaleRequest), async (c) => {
      await deps.seller.abort(c.req.valid('json').id, c.get('register'))
      return c.json({})
    })
    .post('/sales', parse('json', saleRequest), async (c) => {
      const sold = await deps.seller.sell(c.req.valid('json'), c.get('register'), c.get('operator'))
      if (!sold.ok) return refused(c, sold.error)
      return c.json({ ...deps.views.of(sold.value.receipt), repeated: sold.value.repeated })
    })
    .get('/receipts', parse('query', limitQuery), (c) =>
      c.json({
        receipts: lastReceipts.all(c.req.valid('query').limit).map((row) => ({
          id: String(row.id),
          number: Number(row.number),
          registerId: String(row.register_id),
          registerName: String(row.name),
          gross: Number(row.gross),
          completedAt: String(row.completed_at),
          operatorNumber: String(row.operator_number),
          outage: row.outage === 1,
        })),
      }),
    )
    .get('/receipts/:id', parse('param', v.object({ id: idSchema })), (c) => {
      const receipt = findReceipt(deps.store.journal, c.req.valid('param').id)
      if (!receipt) return c.json(failure('unknownReceipt', 'id', 'Diesen Beleg gibt es nicht.'), 404)
      return c.json(deps.views.of(receipt))
    })
}
