import { ok } from '@brotkasten/domain/result'
import { systemClock } from '../transport/clock.ts'
import { TSE_STATE } from './commands.ts'
import { type DieboldOptions, dialOf } from './device.ts'
import { DnLink, type DnResult } from './link.ts'
import { DnLogin } from './login.ts'
import { DnSession, selfTest } from './session.ts'

/**
 * Takes a new stick into service: status frames off, self-test under the factory's client, the box's own client,
 * initialisation, time. Safe to repeat.
 */
export async function provisionDiebold(options: DieboldOptions & { readonly now: Date }): DnResult<void> {
  const { at, secrets, slot = 1, timeout = 2000, clock = systemClock, now } = options
  const link = await DnLink.connect({ dial: dialOf(at), clock, timeout })
  if (!link.ok) return link
  const done = await provision(new DnSession(link.value, new DnLogin(secrets), slot), now)
  await link.value.close()
  return done
}

async function provision(session: DnSession, now: Date): DnResult<void> {
  const { link, slot } = session
  const quiet = await link.call('setUnsolicited', { on: 0 })
  if (!quiet.ok) return quiet
  const tested = await selfTest(session)
  if (!tested.ok) return tested
  const info = await link.call('slotInfo', { slot })
  if (!info.ok) return info
  const isNew = (info.value.tseState & TSE_STATE.initialised) === 0
  return session.as('admin', async () => {
    const registered = await link.call('registerClient', { slot })
    if (!registered.ok) return registered
    const again = await selfTest(session)
    if (!again.ok) return again
    const initialised = isNew ? await link.call('initialize', { slot, description: '' }) : ok({})
    if (!initialised.ok) return initialised
    const timed = await link.call('updateTime', { time: now })
    return timed.ok ? ok(undefined) : timed
  })
}
