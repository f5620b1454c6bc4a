import { err, ok } from '@brotkasten/domain/result'
import type { Volumes } from '../transport/block-file.ts'
import { systemClock } from '../transport/clock.ts'
import { USER } from './commands.ts'
import { codeOf } from './errors.ts'
import type { SwissbitPacing, SwissbitResult } from './exchange.ts'
import { SwissbitLogin } from './login.ts'
import { firstSecrets, type SwissbitSecrets } from './secrets.ts'
import { MANAGEMENT_CLIENT, SwissbitSession, selfTest, setTime } from './session.ts'
import { LIFE } from './status-block.ts'

export interface SwissbitProvisioning {
  readonly volumes: Volumes
  /** The secrets the device shall have from now on. */
  readonly secrets: SwissbitSecrets
  /** Seed of the first secrets where a reseller uses his own. */
  readonly seed?: string
  readonly now: Date
  readonly pacing?: Partial<SwissbitPacing>
  /** The same promise as for the driver. */
  readonly experimental: boolean
}

/**
 * EXPERIMENTAL: takes a new device into service. Every step looks at the status block first, so an interrupted run is
 * repeated with the same secrets.
 */
export async function provisionSwissbit(wanted: SwissbitProvisioning): SwissbitResult<void> {
  if (!wanted.experimental)
    return err({ kind: 'refused', detail: 'the raw driver is experimental and switched off' })
  const pacing = { clock: systemClock, pollEvery: 50, timeout: 10_000, ...wanted.pacing }
  const session = await SwissbitSession.find(wanted.volumes, new SwissbitLogin(wanted.secrets), pacing)
  if (!session.ok) return session
  const done = await provision(session.value, wanted)
  await session.value.close()
  return done
}

async function provision(
  session: SwissbitSession,
  { secrets, seed, now }: SwissbitProvisioning,
): SwissbitResult<void> {
  // On a new device it fails, because no client is registered, and must be run all the same.
  const first = await selfTest(session)
  if (!first.ok && first.error.code !== codeOf('clientUnknown')) return first
  const changed = await changeSecrets(session, secrets, seed)
  if (!changed.ok) return changed
  const { exchange, login } = session
  const status = await session.status()
  if (!status.ok) return status
  if (status.value.life === LIFE.initialised) return setTime(session, now)
  const prepared = await login.as('admin', exchange, async () => {
    const registered = await exchange.call('registerClient', { client: MANAGEMENT_CLIENT })
    if (!registered.ok) return registered
    const tested = await selfTest(session)
    if (!tested.ok) return tested
    const enabled = await exchange.call('enableCtss', {})
    return enabled.ok ? exchange.call('initialize', {}) : enabled
  })
  return prepared.ok ? setTime(session, now) : prepared
}

/**
 * PUK and PINs, as far as they still are those of the factory. The PIN is tried before the PUK is touched: a wrong seed
 * then costs one of three tries of a PIN, which can be unblocked, and none of the PUK, which cannot.
 */
async function changeSecrets(
  session: SwissbitSession,
  secrets: SwissbitSecrets,
  seed?: string,
): SwissbitResult<void> {
  const { exchange } = session
  const status = await session.status()
  if (!status.ok) return status
  const { pinChanged, serial } = status.value
  const old = firstSecrets(serial, seed)
  if (!pinChanged.puk) {
    const proven = pinChanged.admin
      ? ok({})
      : await exchange.call('login', { user: USER.admin, pin: old.adminPin })
    if (!proven.ok && proven.error.code !== codeOf('pukChangeNeeded')) return proven
    const changed = await exchange.call('changePuk', { old: old.puk, next: secrets.puk })
    if (!changed.ok) return changed
  }
  if (!pinChanged.admin) {
    const changed = await changePin(session, USER.admin, old.adminPin, secrets.adminPin)
    if (!changed.ok) return changed
  }
  return pinChanged.timeAdmin
    ? ok(undefined)
    : changePin(session, USER.timeAdmin, old.timeAdminPin, secrets.timeAdminPin)
}

async function changePin(
  { exchange }: SwissbitSession,
  user: number,
  old: string,
  next: string,
): SwissbitResult<void> {
  const login = await exchange.call('login', { user, pin: old })
  if (!login.ok) return login
  const changed = await exchange.call('changePin', { user, old, next })
  return changed.ok ? ok(undefined) : changed
}
