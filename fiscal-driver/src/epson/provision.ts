import { ok } from '@brotkasten/domain/result'
import type { Dial } from '../transport/byte-link.ts'
import { type Clock, systemClock } from '../transport/clock.ts'
import { tcpDial } from '../transport/tcp.ts'
import { EpsonLink, type EpsonResult } from './link.ts'
import { ADMIN, EpsonLogin } from './login.ts'
import { information, selfTest } from './session.ts'

export interface EpsonProvisioning {
  readonly at: { readonly host: string; readonly port?: number } | Dial
  /** PINs of five and a PUK of six digits. */
  readonly secrets: {
    readonly puk: string
    readonly adminPin: string
    readonly timeAdminPin: string
    readonly sharedSecret?: string
  }
  readonly now: Date
  readonly deviceId?: string
  readonly timeout?: number
  readonly clock?: Clock
}

/** Takes a new TSE into service: set-up with PINs and PUK, self-test, time. Safe to repeat. */
export async function provisionEpson(wanted: EpsonProvisioning): EpsonResult<void> {
  const { at, secrets, deviceId = 'local_TSE', timeout = 60_000, clock = systemClock, now } = wanted
  const dial = typeof at === 'function' ? at : tcpDial({ port: 8009, ...at })
  const link = await EpsonLink.connect({ dial, clock, deviceId, timeout })
  if (!link.ok) return link
  const login = new EpsonLogin({ sharedSecret: 'EPSONKEY', ...secrets })
  const done = await provision(link.value, login, secrets, now)
  await login.end(link.value)
  await link.value.close()
  return done
}

async function provision(
  link: EpsonLink,
  login: EpsonLogin,
  { puk, adminPin, timeAdminPin }: EpsonProvisioning['secrets'],
  now: Date,
): EpsonResult<void> {
  const info = await information(link)
  if (!info.ok) return info
  const isNew = info.value.tseInitializationState === 'UNINITIALIZED'
  const prepared = isNew ? await link.call('SetUp', { puk, adminPin, timeAdminPin }) : ok({})
  if (!prepared.ok) return prepared
  const tested = await selfTest(link, login)
  if (!tested.ok) return tested
  const timed = await login.asAdmin(link, () =>
    link.call('UpdateTime', { userId: ADMIN, newDateTime: now, useTimeSync: false }),
  )
  return timed.ok ? ok(undefined) : timed
}
