import { logInRequest } from '@brotkasten/domain/wire/till'
import { Hono } from 'hono'
import type { Deps, Env } from './deps.ts'
import { failure, parse } from './failures.ts'
import { terminalOnly } from './guards.ts'

/** Log-in of staff by PIN, only from paired terminals. */
export const sessionRoutes = (deps: Deps) =>
  new Hono<Env>().post('/sessions', terminalOnly(deps), parse('json', logInRequest), async (c) => {
    const { staffId, pin } = c.req.valid('json')
    const result = await deps.logIn.logIn(staffId, pin, deps.clock())
    if (result.ok) {
      const { id, number, name, role } = result.value.staff
      return c.json({
        token: result.value.token,
        staff: { id, number, name, role },
        expiresAt: result.value.expiresAt.toISOString(),
      })
    }
    if (result.error.kind === 'locked') {
      const { retryAfterSeconds } = result.error
      return c.json(
        failure('locked', 'pin', `Zu viele falsche PINs. Bitte ${retryAfterSeconds} Sekunden warten.`, {
          retryAfterSeconds,
        }),
        429,
      )
    }
    const { triesLeft } = result.error
    return c.json(failure('wrongPin', 'pin', 'Die PIN ist falsch.', { triesLeft }), 401)
  })
