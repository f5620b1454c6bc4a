import { textSchema } from '@brotkasten/domain/schema'
import { type Context, Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import * as v from 'valibot'
import { Tries } from '../rate-limit.ts'
import { sameSecret } from '../secret.ts'
import type { Session, User } from '../users/users.ts'
import { addressOf, type Deps, type Env, userOf } from './context.ts'
import { refuse } from './failure.ts'
import { SESSION_COOKIE } from './guard.ts'
import { valid } from './valid.ts'

const password = v.pipe(v.string(), v.minLength(8), v.maxLength(200))
const setupRequest = v.object({ name: textSchema(60), password })
const loginRequest = v.object({ name: textSchema(60), password: v.pipe(v.string(), v.maxLength(200)) })
export const newUserRequest = v.object({
  name: textSchema(60),
  password,
  role: v.picklist(['viewer', 'admin']),
  branches: v.nullable(v.array(textSchema(60))),
})

const shown = ({ name, role, branches }: User) => ({ user: { name, role, branches } })

function begin(c: Context<Env>, session: Session): void {
  const secure = c.req.url.startsWith('https:') || c.req.header('x-forwarded-proto') === 'https'
  const expires = new Date(session.expiresAt)
  setCookie(c, SESSION_COOKIE, session.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure,
    expires,
  })
}

/** First administrator, login and logout. */
export function sessionRoutes({ users, clock, setupToken }: Deps) {
  const tries = new Tries({ tries: 10, windowMs: 60_000 })
  return new Hono<Env>()
    .post('/api/setup', valid('json', setupRequest), async (c) => {
      const now = clock()
      const wait = tries.waitSeconds(addressOf(c), now)
      if (wait > 0)
        return refuse(c, 429, 'tooManyTries', 'Zu viele Versuche. Bitte warten.', {
          details: { retryAfterSeconds: wait },
        })
      const token = c.req.header('setup-token') ?? ''
      if (setupToken === null || !sameSecret(token, setupToken)) {
        tries.fail(addressOf(c), now)
        return refuse(c, 403, 'setupToken', 'Das Einrichtungskennwort stimmt nicht.', {
          field: 'setup-token',
        })
      }
      const created = await users.create({ ...c.req.valid('json'), role: 'admin', branches: null }, true)
      if (!created.ok) return refuse(c, 409, 'alreadySetUp', 'Die Zentrale ist schon eingerichtet.')
      return c.json(shown(created.value), 201)
    })
    .post('/api/login', valid('json', loginRequest), async (c) => {
      const { name, password } = c.req.valid('json')
      const session = await users.logIn(name, password)
      if (session.ok) {
        begin(c, session.value)
        return c.json(shown(session.value.user))
      }
      if (session.error.kind === 'wrongLogin')
        return refuse(c, 401, 'wrongLogin', 'Name oder Kennwort ist falsch.')
      const { retryAfterSeconds } = session.error
      c.header('retry-after', String(retryAfterSeconds))
      return refuse(c, 429, 'locked', 'Zu viele falsche Anmeldungen. Bitte warten.', {
        details: { retryAfterSeconds },
      })
    })
    .post('/api/logout', async (c) => {
      const token = c.get('session')
      if (token !== null) await users.logOut(token)
      deleteCookie(c, SESSION_COOKIE, { path: '/' })
      return c.json({ done: true as const })
    })
    .get('/api/me', (c) => c.json(shown(userOf(c))))
}
