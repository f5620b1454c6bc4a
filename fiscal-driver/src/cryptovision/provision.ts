import { err, ok, type Result } from '@brotkasten/domain/result'
import type { Volumes } from '../transport/block-file.ts'
import { utf8 } from '../transport/bytes.ts'
import { openWindow } from './card-link.ts'
import { AUTHENTICATION, LIFECYCLE, STATUS } from './commands.ts'
import type { CardFailure } from './errors.ts'
import { DEFAULT_PACING, Exchange, type Pacing } from './exchange.ts'
import { isFirstGeneration } from './firmware.ts'
import { type CardUser, Credentials, loggedIn, syncTime } from './login.ts'
import { statusNumber } from './session.ts'
import { firstKeySerial } from './structures.ts'
import { call } from './talk.ts'

type CardResult<T> = Promise<Result<T, CardFailure>>

/** PINs of 8 and PUKs of 10 characters. A PUK is set once and can never be changed: keep it in a safe. */
export interface CardSecrets {
  readonly adminPin: string
  readonly adminPuk: string
  readonly timeAdminPin: string
  readonly timeAdminPuk: string
}

export interface CryptovisionProvisioning {
  readonly volumes: Volumes
  readonly secrets: CardSecrets
  /** Tills to map at once. */
  readonly clients: readonly string[]
  readonly now: Date
  readonly pacing?: Partial<Pacing>
}

/**
 * Takes a card from the transport state to work: PINs, initialisation, time, clients. Every step looks first whether it
 * is done already, so an interrupted run is simply repeated with the same secrets.
 */
export async function provisionCryptovision(wanted: CryptovisionProvisioning): CardResult<void> {
  const file = await openWindow(wanted.volumes)
  if (!file.ok) return file
  const exchange = new Exchange(file.value, { ...DEFAULT_PACING, ...wanted.pacing })
  const done = await provision(exchange, wanted)
  await file.value.close()
  return done
}

async function provision(
  exchange: Exchange,
  { secrets, clients, now }: CryptovisionProvisioning,
): CardResult<void> {
  const awake = await exchange.round('disable suspend', Uint8Array.of(0, 0), 'disableSuspend')
  if (!awake.ok) return awake
  const started = await call(exchange, 'start', {})
  if (!started.ok) return started
  const pins = await setPins(exchange, secrets, started.value.firmware)
  if (!pins.ok) return pins
  const credentials = new Credentials({ Admin: secrets.adminPin, TimeAdmin: secrets.timeAdminPin })
  const initialised = await initialise(exchange, credentials)
  if (!initialised.ok) return initialised
  const synced = await syncTime(exchange, credentials, now)
  if (!synced.ok) return synced
  const mapped = await mapClients(exchange, credentials, clients)
  if (!mapped.ok) return mapped
  const down = await call(exchange, 'shutdown', {})
  if (!down.ok) return down
  const asleep = await exchange.round('enable suspend', Uint8Array.of(0, 0), 'enableSuspend')
  return asleep.ok ? ok(undefined) : asleep
}

/** Sets what is still in the transport state: admin PIN, admin PUK, time admin PIN, time admin PUK. */
async function setPins(exchange: Exchange, secrets: CardSecrets, firmware: string): CardResult<void> {
  const answer = await call(exchange, 'getPinStates', {})
  if (!answer.ok) return answer
  const [adminPin = 0, adminPuk = 0, timePin = 0, timePuk = 0] = answer.value.states
  if (isFirstGeneration(firmware)) return adminPin === 0 ? ok(undefined) : setAllPins(exchange, secrets)
  const admin = await setUser(exchange, 'Admin', secrets.adminPuk, secrets.adminPin, {
    pin: adminPin,
    puk: adminPuk,
  })
  if (!admin.ok) return admin
  const { timeAdminPuk, timeAdminPin } = secrets
  return setUser(exchange, 'TimeAdmin', timeAdminPuk, timeAdminPin, { pin: timePin, puk: timePuk })
}

/** The first generation takes all four in one command. */
async function setAllPins(exchange: Exchange, secrets: CardSecrets): CardResult<void> {
  const done = await call(exchange, 'initializePins', {
    adminPuk: utf8(secrets.adminPuk),
    adminPin: utf8(secrets.adminPin),
    timePuk: utf8(secrets.timeAdminPuk),
    timePin: utf8(secrets.timeAdminPin),
  })
  return done.ok ? ok(undefined) : done
}

/** The second generation takes a PUK per user, and the PIN by unblocking with it. */
async function setUser(
  exchange: Exchange,
  user: CardUser,
  puk: string,
  pin: string,
  transport: { readonly pin: number; readonly puk: number },
): CardResult<void> {
  if (transport.puk !== 0) {
    const set = await call(exchange, 'initializePuk', { user, puk: utf8(puk) })
    if (!set.ok) return set
  }
  if (transport.pin === 0) return ok(undefined)
  const unblocked = await call(exchange, 'unblock', { user, puk: utf8(puk), newPin: utf8(pin) })
  if (!unblocked.ok) return unblocked
  if (unblocked.value.result === AUTHENTICATION.ok) return ok(undefined)
  return err({ kind: 'pin', detail: `setting the PIN of ${user}: result ${unblocked.value.result}` })
}

async function initialise(exchange: Exchange, credentials: Credentials): CardResult<void> {
  const state = await statusNumber(exchange, STATUS.lifecycle)
  if (!state.ok) return state
  if (state.value !== LIFECYCLE.notInitialized) return ok(undefined)
  const done = await loggedIn(exchange, credentials, 'Admin', () => call(exchange, 'initialize', {}))
  return done.ok ? ok(undefined) : done
}

/** Mapping a client again is accepted by the card. */
async function mapClients(
  exchange: Exchange,
  credentials: Credentials,
  clients: readonly string[],
): CardResult<void> {
  if (clients.length === 0) return ok(undefined)
  const serials = await call(exchange, 'getSerialNumbers', {})
  if (!serials.ok) return serials
  const keySerial = firstKeySerial(serials.value.list)
  if (keySerial === null) return err({ kind: 'garbage', detail: 'the list of serial numbers holds no key' })
  return loggedIn(exchange, credentials, 'Admin', async () => {
    for (const client of clients) {
      const mapped = await call(exchange, 'mapClient', { client, keySerial })
      if (!mapped.ok) return mapped
    }
    return ok(undefined)
  })
}
