import { Hono } from 'hono'
import type { Deps, Env } from './context.ts'
import { notFound, refuse } from './failure.ts'
import { newUserRequest } from './session.ts'
import { valid } from './valid.ts'

/** Accounts of headquarters. */
export const userRoutes = ({ users }: Deps) =>
  new Hono<Env>()
    .get('/api/users', async (c) => c.json({ users: await users.list() }))
    .post('/api/users', valid('json', newUserRequest), async (c) => {
      const created = await users.create(c.req.valid('json'))
      if (!created.ok) return refuse(c, 409, 'nameTaken', 'Diesen Namen gibt es schon.', { field: 'name' })
      return c.json(created.value, 201)
    })
    .delete('/api/users/:id', async (c) => {
      const removed = await users.remove(c.req.param('id'))
      return removed ? c.json({ done: true as const }) : notFound(c, 'Dieses Konto')
    })
