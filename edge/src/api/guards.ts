import { PROTOCOL_HEADER, understands } from '@brotkasten/domain/wire/version'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { Deps, Env } from './deps.ts'
import { failure } from './failures.ts'

/** Cookie that authenticates a paired browser; programs send the same token as Bearer. */
export const TERMINAL_COOKIE = 'brotkasten_terminal'
export const OPERATOR_HEADER = 'brotkasten-operator'

/** A sale of 500 lines is well below this. */
const MAX_BODY_BYTES = 512 * 1024

const tooLarge = failure('tooLarge', null, 'Die Anfrage ist zu groß.')
/** For bodies that do not announce their length; reading them twice costs, so it is not done for all. */
const measured = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.json(tooLarge, 413) })

/** Size, content type and protocol version of everything that wants to change something. */
export const writes: MiddlewareHandler = createMiddleware(async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const version = c.req.header(PROTOCOL_HEADER)
  if (version === undefined || !understands(Number(version))) {
    const message = 'Diese Kasse spricht eine andere Version als die Box. Bitte neu laden.'
    return c.json(failure('protocol', PROTOCOL_HEADER, message), 426)
  }
  if (!/^application\/json\b/.test(c.req.header('content-type') ?? '')) {
    return c.json(failure('contentType', 'content-type', 'Die Anfrage muss JSON sein.'), 415)
  }
  const length = c.req.header('content-length')
  if (length === undefined) return measured(c, next)
  return Number(length) > MAX_BODY_BYTES ? c.json(tooLarge, 413) : next()
})

/** Only a paired terminal; puts its register into the context. */
export const terminalOnly = (deps: Deps) =>
  createMiddleware<Env>(async (c, next) => {
    const bearer = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    const token = bearer ?? getCookie(c, TERMINAL_COOKIE)
    const register = token ? deps.pairing.registerOf(token) : null
    if (!register)
      return c.json(failure('unpaired', null, 'Diese Kasse ist nicht mit der Box gekoppelt.'), 401)
    c.set('register', register)
    return next()
  })

/** Only somebody who is logged in; puts the person into the context. After `terminalOnly`. */
export const operatorOnly = (deps: Deps) =>
  createMiddleware<Env>(async (c, next) => {
    const token = c.req.header(OPERATOR_HEADER)
    const operator = token ? deps.logIn.whoIs(token, deps.clock()) : null
    if (!operator) return c.json(failure('session', null, 'Bitte neu anmelden.'), 401)
    c.set('operator', operator)
    return next()
  })

/** Only a program on the box itself: whoever may start one there may read its disk anyway. */
export const loopbackOnly: MiddlewareHandler = createMiddleware(async (c, next) => {
  const { address = '' } = getConnInfo(c).remote
  if (/^(127\.|::1$|::ffff:127\.)/.test(address)) return next()
  return c.json(failure('forbidden', null, 'Das geht nur an der Box selbst.'), 403)
})
