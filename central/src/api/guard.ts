import { PROTOCOL, PROTOCOL_HEADER, understands } from '@brotkasten/domain/wire/version'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { ACCESS, mayCall } from './access.ts'
import type { Deps, Env } from './context.ts'
import { forbidden, refuse } from './failure.ts'

export const SESSION_COOKIE = 'brotkasten-session'

/** Boxes say which protocol they speak; one from the future is told so before anything else. */
export const protocolGuard = createMiddleware<Env>(async (c, next) => {
  const version = c.req.header(PROTOCOL_HEADER)
  if (version !== undefined && /^\d{1,6}$/.test(version) && understands(Number(version))) return next()
  return refuse(c, 426, 'protocol', 'Diese Protokollversion versteht die Zentrale nicht.', {
    field: PROTOCOL_HEADER,
    details: { understood: PROTOCOL },
  })
})

/** Bodies are JSON and nothing else: a form of another site cannot send that. */
export const jsonOnly = createMiddleware<Env>(async (c, next) => {
  if (!['POST', 'PUT', 'PATCH'].includes(c.req.method)) return next()
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/json') return next()
  return refuse(c, 415, 'notJson', 'Die Anfrage muss JSON enthalten.', { field: 'content-type' })
})

/** Lets a request through to its route only if the table of access says so. */
export const accessGuard = (deps: Deps): MiddlewareHandler<Env> =>
  createMiddleware<Env>(async (c, next) => {
    c.set('user', null)
    c.set('box', null)
    c.set('session', null)
    const who = matchedRoutes(c)
      .map((route) => ACCESS[`${route.method} ${route.path}`])
      .find((found) => found !== undefined)
    if (who === undefined) return refuse(c, 404, 'notFound', 'Diese Adresse gibt es nicht.')
    if (who === 'anyone') return next()
    if (who === 'box') return (await identifyBox(c, deps)) ? next() : refuseUnknown(c)
    const user = await identifyUser(c, deps)
    if (user === null) return refuseUnknown(c)
    return mayCall(user, who) ? next() : forbidden(c)
  })

const refuseUnknown = (c: Context<Env>) => refuse(c, 401, 'unauthorized', 'Bitte melden Sie sich an.')

async function identifyUser(c: Context<Env>, { users }: Deps) {
  const token = getCookie(c, SESSION_COOKIE)
  const user = token === undefined ? null : await users.bySession(token)
  c.set('user', user)
  c.set('session', token ?? null)
  return user
}

async function identifyBox(c: Context<Env>, { boxes, live }: Deps): Promise<boolean> {
  const [, boxId, secret] =
    /^Bearer ([0-9a-f-]{36})\.([\w-]{20,100})$/i.exec(c.req.header('authorization') ?? '') ?? []
  if (boxId === undefined || secret === undefined) return false
  const box = await boxes.authenticate(boxId, secret)
  if (box === null) return false
  c.set('box', box)
  live.contact(box.boxId, box.branchId)
  return true
}
