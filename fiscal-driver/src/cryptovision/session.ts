import { createHash } from 'node:crypto'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { tarEntries } from '../archive/tar.ts'
import { hex, sameBytes, unsigned } from '../transport/bytes.ts'
import type { LogTimeFormat, SignatureAlgorithm, TseIdentity } from '../tse.ts'
import { CONFIG, KEY_DATA, LIFECYCLE, STATUS } from './commands.ts'
import { type CardFailure, codeOf } from './errors.ts'
import type { Exchange } from './exchange.ts'
import { asNumber, asText, type Parameter } from './fields.ts'
import { isUncertified } from './firmware.ts'
import { type Credentials, syncTime } from './login.ts'
import { type ClientMapping, firstKeySerial, publicPoint, readAlgorithm, readMappings } from './structures.ts'
import { call } from './talk.ts'

type CardResult<T> = Promise<Result<T, CardFailure>>

/** A card after power-up: what was read from it once and holds until it loses power. */
export interface CardSession {
  readonly exchange: Exchange
  readonly identity: TseIdentity
  readonly keySerial: Uint8Array
  readonly maxClients: number
  readonly maxOpenTransactions: number
  /** Seconds between two time updates; 0 where the card asks for none. */
  readonly timeSyncInterval: number
  /** Milliseconds of the driver's clock at the last time update; null where it was set before we came. */
  lastSync: number | null
}

/**
 * Brings a card to work, in the order the maker gives: suspend off, Start, life cycle, time where none is set, then
 * everything that describes it.
 */
export async function powerUp(
  exchange: Exchange,
  credentials: Credentials,
  now: Date,
): CardResult<CardSession> {
  const awake = await exchange.round('disable suspend', Uint8Array.of(0, 0), 'disableSuspend')
  if (!awake.ok) return awake
  const started = await call(exchange, 'start', {})
  if (!started.ok) return started
  const state = await statusNumber(exchange, STATUS.lifecycle)
  if (!state.ok) return state
  if (state.value === LIFECYCLE.notInitialized)
    return err({ kind: 'notReady', detail: 'the card is not initialised' })
  let lastSync: number | null = null
  if (state.value === LIFECYCLE.noTime) {
    const synced = await syncTime(exchange, credentials, now)
    if (!synced.ok) return synced
    lastSync = exchange.pacing.clock.now()
  }
  const described = await describe(exchange, started.value.firmware)
  return described.ok ? ok({ exchange, ...described.value, lastSync }) : described
}

type Description = Omit<CardSession, 'exchange' | 'lastSync'>

async function describe(exchange: Exchange, firmware: string): CardResult<Description> {
  const serials = await call(exchange, 'getSerialNumbers', {})
  if (!serials.ok) return serials
  const keySerial = firstKeySerial(serials.value.list)
  if (keySerial === null) return garbage('the list of serial numbers holds no key')
  const keyData = await call(exchange, 'getKeyData', { id: KEY_DATA.publicKey, keySerial })
  if (!keyData.ok) return keyData
  const publicKey = publicPoint(keyData.value.value)
  if (publicKey === null || !isSerialOf(keySerial, publicKey))
    return garbage('public key and serial do not match')
  const mappings = await clientMappings(exchange)
  if (!mappings.ok) return mappings
  const certificates = await cardCertificates(exchange, keySerial)
  if (!certificates.ok) return certificates
  const config = await configuration(exchange)
  if (!config.ok) return config
  const { algorithm, logTimeFormat, certificationId, ...limits } = config.value
  const identity: TseIdentity = {
    description: `CryptoVision / D-TRUST TSE, firmware ${firmware}`,
    emulated: isUncertified(firmware),
    serial: hex(keySerial),
    publicKey,
    algorithm,
    logTimeFormat,
    certificates: certificates.value,
    certificationId,
  }
  return ok({ identity, keySerial, ...limits })
}

/** The key serial is the SHA-256 of the uncompressed point (TR-03153). */
const isSerialOf = (serial: Uint8Array, point: Uint8Array): boolean =>
  sameBytes(serial, createHash('sha256').update(point).digest())

export async function clientMappings(exchange: Exchange): CardResult<readonly ClientMapping[]> {
  const answer = await call(exchange, 'getClientMappings', {})
  if (!answer.ok) return answer
  const mappings = readMappings(answer.value.mappings)
  return mappings === null ? garbage('the client mappings cannot be read') : ok(mappings)
}

/** The certificates, the card's own first, then as they stand in the archive: up to the root. */
async function cardCertificates(
  exchange: Exchange,
  keySerial: Uint8Array,
): CardResult<readonly Uint8Array[]> {
  const answer = await call(exchange, 'getCertificates', {})
  if (!answer.ok) return answer
  const entries = tarEntries(answer.value.tar)
  if (!entries.ok) return garbage(`the certificates cannot be read: ${entries.error}`)
  const found = entries.value.filter(({ name }) => /_X509\.(cer|crt|der)$/i.test(name))
  const own = found.filter(({ name }) => name.toLowerCase().startsWith(hex(keySerial)))
  if (own.length === 0) return garbage('no certificate carries the key serial')
  return ok([...own, ...found.filter((entry) => !own.includes(entry))].map(({ content }) => content.slice()))
}

type Configuration = Pick<TseIdentity, 'algorithm' | 'logTimeFormat' | 'certificationId'> &
  Pick<CardSession, 'maxClients' | 'maxOpenTransactions' | 'timeSyncInterval'>

async function configuration(exchange: Exchange): CardResult<Configuration> {
  const found = new Map<number, Parameter>()
  const ids = [
    CONFIG.algorithm,
    CONFIG.maxClients,
    CONFIG.maxOpenTransactions,
    CONFIG.timeSyncInterval,
    CONFIG.timeFormat,
    CONFIG.certificationId,
  ]
  for (const id of ids) {
    const answer = await call(exchange, 'getConfig', { id })
    if (answer.ok) found.set(id, answer.value.value)
    // A card without a certification id says "id not found"; it is a fact about it, not a failure.
    else if (answer.error.code !== codeOf('idNotFound')) return answer
  }
  const algorithm = algorithmIn(found.get(CONFIG.algorithm))
  const logTimeFormat = TIME_FORMATS[numberIn(found, CONFIG.timeFormat)]
  if (algorithm === null) return garbage('unknown signature algorithm')
  if (logTimeFormat === undefined) return garbage('unknown time format')
  const certification = found.get(CONFIG.certificationId)
  return ok({
    algorithm,
    logTimeFormat,
    certificationId: certification === undefined ? null : bareId(asText(certification)),
    maxClients: numberIn(found, CONFIG.maxClients),
    maxOpenTransactions: numberIn(found, CONFIG.maxOpenTransactions),
    timeSyncInterval: numberIn(found, CONFIG.timeSyncInterval),
  })
}

const TIME_FORMATS: { readonly [format: number]: LogTimeFormat } = {
  1: 'utcTime',
  2: 'generalizedTime',
  3: 'unixTime',
}

const ALGORITHMS: readonly SignatureAlgorithm[] = [
  'ecdsa-plain-SHA256',
  'ecdsa-plain-SHA384',
  'ecdsa-plain-SHA512',
]

function algorithmIn(parameter: Parameter | undefined): SignatureAlgorithm | null {
  const name = parameter === undefined ? null : readAlgorithm(parameter.value)
  return ALGORITHMS.find((known) => known === name) ?? null
}

const numberIn = (found: ReadonlyMap<number, Parameter>, id: number): number => {
  const parameter = found.get(id)
  return parameter === undefined ? 0 : (asNumber(parameter) ?? 0)
}

const bareId = (id: string): string | null => id.replace(/^BSI-K-TR-/, '').trim() || null

/** A number of GetStatus. */
export async function statusNumber(exchange: Exchange, id: number): CardResult<number> {
  const answer = await call(exchange, 'getStatus', { id })
  if (!answer.ok) return answer
  const value = asNumber(answer.value.value)
  return value === null ? garbage(`status ${id} is no number`) : ok(value)
}

/** A number of GetKeyData. */
export async function keyNumber({ exchange, keySerial }: CardSession, id: number): CardResult<number> {
  const answer = await call(exchange, 'getKeyData', { id, keySerial })
  if (!answer.ok) return answer
  const value = answer.value.value.length <= 9 ? unsigned(answer.value.value) : null
  return value === null ? garbage(`key data ${id} is no number`) : ok(value)
}

const garbage = (detail: string) => err<CardFailure>({ kind: 'garbage', detail })
