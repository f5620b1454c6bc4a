import { idSchema } from '@brotkasten/domain/ids'
import { pairRequest } from '@brotkasten/domain/wire/till'
import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import * as v from 'valibot'
import type { Deps, Env } from './deps.ts'
import { failure, parse } from './failures.ts'
import { loopbackOnly, TERMINAL_COOKIE, terminalOnly } from './guards.ts'
import { TryLimit } from './try-limit.ts'

/** Browsers keep a cookie no longer than 400 days. */
const YEAR_S = 365 * 86_400
const deviceRequest = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/, 'must be small letters, digits and hyphens')),
})

/** Pairing of terminals and devices, and who a terminal is. */
export const terminalRoutes = (deps: Deps) => {
  const tries = new TryLimit(10, 60_000)
  return new Hono<Env>()
    .post(
      '/pairing-codes',
      loopbackOnly,
      parse('json', v.object({ registerId: v.optional(v.nullable(idSchema)) })),
      async (c) => {
        const { code, expiresAt } = await deps.pairing.issue(
          c.req.valid('json').registerId ?? null,
          deps.clock(),
        )
        return c.json({ code, expiresAt: expiresAt.toISOString() })
      },
    )
    .get('/registers', loopbackOnly, (c) => c.json({ registers: deps.pairing.registers() }))
    .post('/devices', loopbackOnly, parse('json', deviceRequest), async (c) =>
      c.json(await deps.devices.register(c.req.valid('json').id)),
    )
    .post('/terminals/pair', parse('json', pairRequest), async (c) => {
      const now = deps.clock()
      if (!tries.allowed(now))
        return c.json(failure('tooManyTries', 'code', 'Zu viele Versuche. Bitte eine Minute warten.'), 429)
      const paired = await deps.pairing.redeem(c.req.valid('json').code, now)
      if (typeof paired === 'string') {
        tries.failed(now)
        const message =
          paired === 'codeExpired'
            ? 'Der Code ist abgelaufen. Bitte an der Box einen neuen holen.'
            : 'Diesen Code kennt die Box nicht.'
        return c.json(failure(paired, 'code', message), 403)
      }
      // A sale may follow at once, and starts come before registrations at the device: so wait for it.
      if (paired.isNew) await deps.signing.registerClient(paired.register.serial)
      setCookie(c, TERMINAL_COOKIE, paired.token, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        maxAge: YEAR_S,
      })
      const { id, name, serial } = paired.register
      return c.json({ registerId: id, registerName: name, serial, token: paired.token })
    })
    .get('/terminal', terminalOnly(deps), (c) => {
      const { id, name, serial } = c.get('register')
      return c.json({ registerId: id, registerName: name, serial })
    })
}
