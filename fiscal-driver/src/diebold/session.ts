import { err, ok, type Result } from '@brotkasten/domain/result'
import { isSimulated } from '../archive/simulated.ts'
import { hex } from '../transport/bytes.ts'
import type { SignatureAlgorithm, TseIdentity, TseStatus } from '../tse.ts'
import { type ReplyOf, SELF_TEST, TSE_STATE } from './commands.ts'
import type { DnFailure } from './errors.ts'
import type { DnLink, DnResult } from './link.ts'
import type { DnLogin } from './login.ts'

/** The client every stick knows from the factory; good for the first self-test. */
export const FACTORY_CLIENT = 'DN TSEProduction ef82abcedf'

/** The box's own client, under which it administers. */
export const MANAGEMENT_CLIENT = 'Brotkasten'

/** Milliseconds a self-test may take. */
const SELF_TEST_TIMEOUT = 120_000

/** Signatures of a new stick; the device tells only how many are left. */
const ALL_SIGNATURES = 20_000_000

/** A connection with a working device on it, and which client is set there. */
export class DnSession {
  readonly link: DnLink
  readonly login: DnLogin
  readonly slot: number
  /** Tills, without the clients that only administer. Read once: reading takes a login, which is signed. */
  clients: readonly string[] = []
  #client: string | null = null

  constructor(link: DnLink, login: DnLogin, slot: number) {
    this.link = link
    this.login = login
    this.slot = slot
  }

  /** Sets the client the next commands are for; only where it is another one. */
  async use(client: string): DnResult<void> {
    if (this.#client === client) return ok(undefined)
    this.#client = null
    const set = await this.link.call('setClient', { client })
    if (!set.ok) return set
    this.#client = client
    return ok(undefined)
  }

  /** Logged in and under the box's own client. */
  async as<T>(who: 'admin' | 'timeAdmin', work: () => DnResult<T>): DnResult<T> {
    const managed = await this.use(MANAGEMENT_CLIENT)
    return managed.ok ? this.login.as(who, this.link, this.slot, work) : managed
  }
}

/** Brings the device to work: status frames off, self-test where it is due, time. */
export async function prepare(session: DnSession, now: Date): DnResult<TseIdentity> {
  const { link, slot } = session
  const quiet = await link.call('setUnsolicited', { on: 0 })
  if (!quiet.ok) return quiet
  const managed = await session.use(MANAGEMENT_CLIENT)
  if (!managed.ok) return managed
  // Frees a device whose last host died in an export; it says nothing where there is nothing to free.
  await link.call('resetExport', { slot })
  const due = await link.call('selfTestDueIn', {})
  if (!due.ok) return due
  const tested = due.value.seconds === 0 ? await selfTest(session) : ok(undefined)
  if (!tested.ok) return tested
  const info = await slotInfo(session)
  if (!info.ok) return info
  if ((info.value.tseState & TSE_STATE.disabled) !== 0)
    return err({ kind: 'disabled', detail: 'the device is disabled' })
  if ((info.value.tseState & TSE_STATE.initialised) === 0) {
    return err({ kind: 'notReady', detail: 'the device is not initialised' })
  }
  const synced = await setTime(session, now)
  if (!synced.ok) return synced
  const clients = await readClients(session)
  if (!clients.ok) return clients
  session.clients = clients.value
  return identify(session, info.value)
}

/** Where the box's own client is not registered yet, the factory's one helps. */
export async function selfTest(session: DnSession): DnResult<void> {
  for (const client of [MANAGEMENT_CLIENT, FACTORY_CLIENT]) {
    const set = await session.use(client)
    if (!set.ok) return set
    const test = await session.link.call('selfTest', { slot: session.slot }, SELF_TEST_TIMEOUT)
    if (!test.ok) return test
    if (test.value.result === SELF_TEST.ok) return ok(undefined)
    if (test.value.result !== SELF_TEST.clientNotRegistered) break
  }
  return err({ kind: 'refused', detail: 'the self-test failed' })
}

/** The time is set also after the end of the certificate, although the device complains. */
export async function setTime(session: DnSession, now: Date): DnResult<void> {
  const done = await session.as('timeAdmin', () => session.link.call('updateTime', { time: now }))
  return done.ok || done.error.kind === 'expired' ? ok(undefined) : done
}

async function readClients(session: DnSession): DnResult<readonly string[]> {
  const { link, slot } = session
  const answer = await session.as('admin', () => link.call('clients', { slot }))
  if (!answer.ok) return answer
  return ok(
    answer.value.clients.filter((client) => client !== MANAGEMENT_CLIENT && client !== FACTORY_CLIENT),
  )
}

async function slotInfo(session: DnSession): DnResult<ReplyOf<'slotInfo'>> {
  const managed = await session.use(MANAGEMENT_CLIENT)
  return managed.ok ? session.link.call('slotInfo', { slot: session.slot }) : managed
}

const ALGORITHMS: readonly SignatureAlgorithm[] = [
  'ecdsa-plain-SHA256',
  'ecdsa-plain-SHA384',
  'ecdsa-plain-SHA512',
]

async function identify({ link, slot }: DnSession, info: ReplyOf<'slotInfo'>): DnResult<TseIdentity> {
  const key = await link.call('publicKey', { slot })
  if (!key.ok) return key
  const serials = await link.call('serials', { slot })
  if (!serials.ok) return serials
  const certificates = await link.call('certificates', { slot })
  if (!certificates.ok) return certificates
  await link.call('resetExport', { slot })
  return identityOf(info, key.value.point, serials.value.serials[0], certificates.value.certificates)
}

function identityOf(
  info: ReplyOf<'slotInfo'>,
  publicKey: Uint8Array,
  serial: Uint8Array | undefined,
  certificates: readonly Uint8Array[],
): Result<TseIdentity, DnFailure> {
  const algorithm = ALGORITHMS.find((known) => known === info.algorithm)
  if (algorithm === undefined || serial?.length !== 32) {
    return err({
      kind: 'garbage',
      detail: `algorithm ${info.algorithm}, serial of ${serial?.length ?? 0} bytes`,
    })
  }
  const description = info.more[1] ?? ''
  return ok({
    description: `Diebold Nixdorf TSE ${description}`.trim(),
    emulated: isSimulated(certificates[0]),
    serial: hex(serial),
    publicKey,
    algorithm,
    // The device inside knows no other; the protocol does not say it.
    logTimeFormat: 'unixTime',
    certificates,
    certificationId: /BSI-K-TR-(\d{4}-\d{4})/.exec(description)?.[1] ?? null,
  })
}

/** Everything the device tells of its state; none of it takes a login. */
export async function sessionStatus(
  session: DnSession,
  timeUpdateDueIn: (interval: number) => number,
): DnResult<TseStatus> {
  const { link } = session
  const info = await slotInfo(session)
  if (!info.ok) return info
  const clients = await link.call('clientCount', {})
  if (!clients.ok) return clients
  const transactions = await link.call('transactionCount', {})
  if (!transactions.ok) return transactions
  const test = await link.call('selfTestDueIn', {})
  if (!test.ok) return test
  const interval = await link.call('timeInterval', {})
  if (!interval.ok) return interval
  const open = await openTransactions(session)
  if (!open.ok) return open
  return ok({
    lifecycle: lifecycleOf(info.value.tseState),
    signatureCounter: ALL_SIGNATURES - info.value.signaturesLeft,
    openTransactions: open.value,
    maxOpenTransactions: transactions.value.most,
    clients: session.clients,
    maxClients: clients.value.most,
    signaturesLeft: info.value.signaturesLeft,
    certificateEnd: info.value.certificateEnd,
    selfTestDueIn: test.value.seconds,
    timeUpdateDueIn: timeUpdateDueIn(interval.value.seconds),
  })
}

/** The list exists per client only. */
async function openTransactions({ link, clients }: DnSession): DnResult<readonly number[]> {
  const numbers: number[] = []
  for (const client of clients) {
    const answer = await link.call('openTransactions', { client })
    if (!answer.ok) return answer
    numbers.push(...answer.value.numbers)
  }
  return ok(numbers)
}

function lifecycleOf(state: number): TseStatus['lifecycle'] {
  if ((state & TSE_STATE.disabled) !== 0) return 'disabled'
  return (state & TSE_STATE.initialised) === 0 ? 'uninitialized' : 'active'
}
