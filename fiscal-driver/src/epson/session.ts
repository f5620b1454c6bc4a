import { err, ok, type Result } from '@brotkasten/domain/result'
import { splitCertificates } from '../archive/certificates.ts'
import { isSimulated } from '../archive/simulated.ts'
import { hex } from '../transport/bytes.ts'
import type { SignatureAlgorithm, TseIdentity, TseStatus } from '../tse.ts'
import type { EpsonFailure } from './errors.ts'
import type { TseInformation } from './functions.ts'
import { EpsonLink, type EpsonLinkOptions, type EpsonResult } from './link.ts'
import { type EpsonLogin, TIME_ADMIN } from './login.ts'

/** The self-test takes up to two minutes in a printer. */
const SELF_TEST_TIMEOUT = 180_000

export interface EpsonSession {
  readonly link: EpsonLink
  readonly identity: TseIdentity
}

/** Connects and brings the device to work: self-test where it is due, time where it has none. */
export async function startSession(
  options: EpsonLinkOptions,
  login: EpsonLogin,
  now: () => Date,
): EpsonResult<EpsonSession> {
  login.forget()
  const connected = await EpsonLink.connect(options)
  if (!connected.ok) return connected
  const link = connected.value
  const identity = await prepare(link, login, now)
  if (identity.ok) return ok({ link, identity: identity.value })
  await link.close()
  return identity
}

async function prepare(link: EpsonLink, login: EpsonLogin, now: () => Date): EpsonResult<TseIdentity> {
  const info = await information(link)
  if (!info.ok) return info
  if (info.value.tseInitializationState !== 'INITIALIZED') {
    const kind = info.value.tseInitializationState === 'DECOMMISSIONED' ? 'disabled' : 'notReady'
    return err({ kind, detail: `the device is ${info.value.tseInitializationState}` })
  }
  const tested = info.value.hasPassedSelfTest ? ok(undefined) : await selfTest(link, login)
  if (!tested.ok) return tested
  const timed = info.value.hasValidTime ? ok(undefined) : await setTime(link, login, now())
  if (!timed.ok) return timed
  const certificate = await link.call('GetLogMessageCertificate', {})
  if (!certificate.ok) return certificate
  return identityOf(info.value, splitCertificates(certificate.value.logMessageCertificate))
}

/** What the storage says of itself; the vendor it names goes into every later request. */
export async function information(link: EpsonLink): EpsonResult<TseInformation> {
  const answer = await link.call('GetStorageInfo', {})
  if (!answer.ok) return answer
  link.useVendor(answer.value.tseInformation.vendorType)
  return ok(answer.value.tseInformation)
}

/** A device that came from another printer says "client not registered" and must be bound to this one first. */
export async function selfTest(link: EpsonLink, login: EpsonLogin): EpsonResult<void> {
  const first = await link.call('RunTSESelfTest', {}, SELF_TEST_TIMEOUT)
  if (first.ok) return ok(undefined)
  if (first.error.code !== 'TSE1_ERROR_CLIENT_NOT_REGISTERED') return first
  const bound = await login.asAdmin(link, () => link.call('SetUpForPrinter', {}))
  if (!bound.ok) return bound
  const second = await link.call('RunTSESelfTest', {}, SELF_TEST_TIMEOUT)
  return second.ok ? ok(undefined) : second
}

export async function setTime(link: EpsonLink, login: EpsonLogin, now: Date): EpsonResult<void> {
  const done = await login.asTimeAdmin(link, () =>
    link.call('UpdateTime', { userId: TIME_ADMIN, newDateTime: now, useTimeSync: false }),
  )
  return done.ok ? ok(undefined) : done
}

const ALGORITHMS: readonly SignatureAlgorithm[] = [
  'ecdsa-plain-SHA256',
  'ecdsa-plain-SHA384',
  'ecdsa-plain-SHA512',
]

function identityOf(
  info: TseInformation,
  certificates: readonly Uint8Array[],
): Result<TseIdentity, EpsonFailure> {
  const algorithm = ALGORITHMS.find((known) => known === info.signatureAlgorithm)
  if (algorithm === undefined) return err({ kind: 'garbage', detail: `algorithm ${info.signatureAlgorithm}` })
  return ok({
    description: `Epson TSE, ${info.tseDescription}`,
    emulated: isSimulated(certificates[0]),
    serial: hex(info.serialNumber),
    publicKey: info.tsePublicKey,
    algorithm,
    // The device inside has no other; the protocol does not say it.
    logTimeFormat: 'unixTime',
    certificates,
    certificationId: /BSI-K-TR-(\d{4}-\d{4})/.exec(info.tseDescription)?.[1] ?? null,
  })
}

/** Everything the device tells of its state. `timeUpdateDueIn` is counted by the host, in seconds. */
export async function sessionStatus(
  { link }: EpsonSession,
  login: EpsonLogin,
  timeUpdateDueIn: (maxDelay: number) => number,
): EpsonResult<TseStatus> {
  const clients = await clientList(link, login)
  if (!clients.ok) return clients
  const open = await link.call('GetStartedTransactionList', { clientId: '' })
  if (!open.ok) return open
  // Last, because the list of clients may have taken a login, which is signed and counted.
  const info = await information(link)
  if (!info.ok) return info
  return ok({
    lifecycle: lifecycleOf(info.value),
    signatureCounter: info.value.createdSignatures,
    openTransactions: open.value.startedTransactionNumberList,
    maxOpenTransactions: info.value.maxStartedTransactions,
    clients: clients.value,
    maxClients: info.value.maxRegisteredClients,
    signaturesLeft: info.value.remainingSignatures,
    certificateEnd: info.value.certificateExpirationDate,
    selfTestDueIn: info.value.hasPassedSelfTest ? info.value.timeUntilNextSelfTest : 0,
    timeUpdateDueIn: info.value.hasValidTime ? timeUpdateDueIn(info.value.maxUpdateDelay) : 0,
  })
}

/** Only the administrator may see the list. */
export async function clientList(link: EpsonLink, login: EpsonLogin): EpsonResult<readonly string[]> {
  const list = await login.asAdmin(link, () => link.call('GetRegisteredClientList', {}))
  return list.ok ? ok(list.value.registeredClientIdList) : list
}

function lifecycleOf({ tseInitializationState, hasValidTime }: TseInformation): TseStatus['lifecycle'] {
  if (tseInitializationState === 'DECOMMISSIONED') return 'disabled'
  if (tseInitializationState !== 'INITIALIZED') return 'uninitialized'
  return hasValidTime ? 'active' : 'noTime'
}
