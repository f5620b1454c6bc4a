import { err, ok } from '@brotkasten/domain/result'
import { splitCertificates } from '../../archive/certificates.ts'
import { isSimulated } from '../../archive/simulated.ts'
import { storedTransaction } from '../../archive/stored-transaction.ts'
import { tarEntries } from '../../archive/tar.ts'
import { ArchiveFailure } from '../../archive-failure.ts'
import { concat, hex, utf8 } from '../../transport/bytes.ts'
import { type Clock, systemClock } from '../../transport/clock.ts'
import { Mutex } from '../../transport/mutex.ts'
import type { ArchiveRange, Signed, Tse, TseIdentity, TseResult, TseStatus } from '../../tse.ts'
import { codeOf, type SwissbitFailure } from '../errors.ts'
import type { SwissbitSecrets } from '../secrets.ts'
import { MANAGEMENT_CLIENT } from '../session.ts'
import type { WormContext, WormInfo, WormResult, WormSelection, WormSigned, WormUser } from './library.ts'

export interface SwissbitWormOptions {
  /** Opens the device, normally by `loadWormLibrary`; called again after a loss. */
  readonly connect: () => WormResult<WormContext>
  readonly secrets: Pick<SwissbitSecrets, 'adminPin' | 'timeAdminPin'>
  readonly clock?: Clock
}

/**
 * A Swissbit TSE through the maker's library, which the operator must have licensed. The adapter is tested against a
 * stand-in for the library; the binding to the library itself was never run.
 */
export function openSwissbitWorm(options: SwissbitWormOptions): Tse {
  return new SwissbitWormTse(options)
}

const ADMIN: WormUser = 1
const TIME_ADMIN: WormUser = 2

interface Finish {
  readonly clientId: string
  readonly transactionNumber: number
  readonly processType: string
  readonly processData: string
}

class SwissbitWormTse implements Tse {
  #mutex = new Mutex()
  #options: SwissbitWormOptions
  #clock: Clock
  #context: WormContext | null = null
  #identity: TseIdentity | null = null
  #refusedPin: SwissbitFailure | null = null
  #told: { readonly utc: number; readonly at: number } | null = null

  constructor(options: SwissbitWormOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
  }

  async open(now: Date): TseResult<TseIdentity> {
    this.#told = { utc: now.getTime(), at: this.#clock.now() }
    if (this.#context !== null) await this.#do('probe', (context) => this.#probe(context))
    return this.#do('open', async () =>
      this.#identity === null ? err({ kind: 'notReady', detail: 'no identity' }) : ok(this.#identity),
    )
  }

  status(): TseResult<TseStatus> {
    return this.#do('status', async (context) => {
      const info = await context.info()
      if (!info.ok) return info
      const open = await context.listStartedTransactions()
      if (!open.ok) return open
      const clients = await context.listRegisteredClients()
      return clients.ok ? ok(statusOf(info.value, open.value, clients.value)) : clients
    })
  }

  updateTime(now: Date): TseResult<void> {
    this.#told = { utc: now.getTime(), at: this.#clock.now() }
    return this.#do('updateTime', (context) => this.#setTime(context))
  }

  selfTest(): TseResult<void> {
    return this.#do('selfTest', (context) => context.runSelfTest(MANAGEMENT_CLIENT))
  }

  registerClient(clientId: string): TseResult<void> {
    return this.#do('registerClient', async (context) => {
      const clients = await context.listRegisteredClients()
      if (!clients.ok) return clients
      if (clients.value.includes(clientId)) return ok(undefined)
      return this.#as(context, ADMIN, () => context.registerClient(clientId))
    })
  }

  deregisterClient(clientId: string): TseResult<void> {
    return this.#do('deregisterClient', (context) =>
      this.#as(context, ADMIN, () => context.deregisterClient(clientId)),
    )
  }

  startTransaction(clientId: string): TseResult<Signed> {
    return this.#do('startTransaction', (context) =>
      this.#repaired(context, () => context.startTransaction(clientId, utf8(''), '')),
    )
  }

  finishTransaction({ clientId, transactionNumber, processData, processType }: Finish): TseResult<Signed> {
    return this.#do('finishTransaction', (context) =>
      this.#repaired(context, () =>
        context.finishTransaction(clientId, transactionNumber, utf8(processData), processType),
      ),
    )
  }

  readTransaction(number: number): ReturnType<Tse['readTransaction']> {
    return this.#do('readTransaction', async (context) => {
      const tar = await collect(context, { transactions: { from: number, to: number } })
      if (!tar.ok) return tar.error.code === NOTHING_TO_EXPORT ? ok(null) : tar
      const entries = tarEntries(tar.value)
      const found = entries.ok ? storedTransaction(entries.value, number) : entries
      return found.ok ? found : err({ kind: 'garbage', detail: `transaction ${number}: ${found.error}` })
    })
  }

  /** The library calls back while it blocks, so its pieces are collected first; ask for ranges, not for everything. */
  async *exportArchive(range: ArchiveRange): AsyncGenerator<Uint8Array> {
    const tar = await this.#do('exportArchive', (context) => collect(context, selectionOf(range)))
    if (!tar.ok) throw new ArchiveFailure(tar.error)
    yield tar.value
  }

  close(): Promise<void> {
    return this.#mutex.run(() => this.#forget())
  }

  #do<T>(what: string, work: (context: WormContext) => WormResult<T>): WormResult<T> {
    return this.#mutex.run(async () => {
      const context = await this.#ready(what)
      const result = context.ok ? await work(context.value) : context
      if (!result.ok && LOST.has(result.error.kind)) await this.#forget()
      return result
    })
  }

  async #ready(what: string): WormResult<WormContext> {
    if (this.#told === null) return err({ kind: 'notReady', detail: `${what} before open` })
    if (this.#context !== null) return ok(this.#context)
    const connected = await this.#options.connect()
    if (!connected.ok) return connected
    const identity = await this.#prepare(connected.value)
    if (!identity.ok) {
      await connected.value.close()
      return identity
    }
    this.#identity = identity.value
    this.#context = connected.value
    return connected
  }

  /** Self-test first, then login and time. */
  async #prepare(context: WormContext): WormResult<TseIdentity> {
    const info = await context.info()
    if (!info.ok) return info
    if (info.value.initialization === 2)
      return err({ kind: 'disabled', detail: 'the device is decommissioned' })
    if (info.value.initialization !== 1)
      return err({ kind: 'notReady', detail: 'the device is not initialised' })
    const tested = info.value.hasPassedSelfTest ? ok(undefined) : await context.runSelfTest(MANAGEMENT_CLIENT)
    if (!tested.ok) return tested
    const timed = await this.#setTime(context)
    if (!timed.ok) return timed
    const certificate = await context.logMessageCertificate()
    return certificate.ok ? ok(identityOf(info.value, splitCertificates(certificate.value))) : certificate
  }

  async #probe(context: WormContext): WormResult<void> {
    const info = await context.info()
    if (!info.ok) return info
    if (!info.value.hasValidTime || !info.value.hasPassedSelfTest) await this.#forget()
    return ok(undefined)
  }

  #setTime(context: WormContext): WormResult<void> {
    const told = this.#told
    if (told === null) return Promise.resolve(err({ kind: 'notReady', detail: 'no time was told' }))
    const seconds = Math.floor((told.utc + this.#clock.now() - told.at) / 1000)
    return this.#as(context, TIME_ADMIN, () => context.updateTime(seconds))
  }

  /** Login, work, logout. A refused PIN is never tried again by itself: the third miss blocks it. */
  async #as<T>(context: WormContext, user: WormUser, work: () => WormResult<T>): WormResult<T> {
    if (this.#refusedPin !== null) return err(this.#refusedPin)
    const { adminPin, timeAdminPin } = this.#options.secrets
    const login = await context.login(user, user === ADMIN ? adminPin : timeAdminPin)
    if (!login.ok) {
      if (login.error.kind === 'pin') this.#refusedPin = login.error
      return login
    }
    const result = await work()
    await context.logout(user)
    return result
  }

  /** What the device refuses before signing is put right, once. */
  async #repaired(context: WormContext, work: () => WormResult<WormSigned>): WormResult<Signed> {
    const first = await work()
    if (first.ok) return ok(signedOf(first.value))
    const { code } = first.error
    const isUntested = code === codeOf('selfTestNeeded') || code === codeOf('selfTestNotPassed')
    if (!isUntested && code !== codeOf('noTime')) return first
    const tested = isUntested ? await context.runSelfTest(MANAGEMENT_CLIENT) : ok(undefined)
    const timed = tested.ok ? await this.#setTime(context) : tested
    if (!timed.ok) return timed
    const second = await work()
    return second.ok ? ok(signedOf(second.value)) : second
  }

  async #forget(): Promise<void> {
    await this.#context?.close()
    this.#context = null
  }
}

const LOST: ReadonlySet<SwissbitFailure['kind']> = new Set(['unreachable', 'timeout', 'garbage'])
const NOTHING_TO_EXPORT = 0x2003

async function collect(context: WormContext, selection: WormSelection): WormResult<Uint8Array> {
  const parts: Uint8Array[] = []
  const done = await context.exportTar(selection, (chunk) => parts.push(chunk))
  return done.ok ? ok(concat(parts)) : done
}

function selectionOf({ from, to, clientId }: ArchiveRange): WormSelection {
  const client = clientId === undefined ? {} : { clientId }
  if (from === undefined && to === undefined) return client
  const seconds = (date: Date): number => Math.floor(date.getTime() / 1000)
  const period = {
    from: from === undefined ? 0 : seconds(from),
    to: to === undefined ? 0xffff_ffff : seconds(to),
  }
  return { ...client, period }
}

const signedOf = ({ transactionNumber, signatureCounter, logTime, signature }: WormSigned): Signed => ({
  transactionNumber,
  signatureCounter,
  logTime: new Date(logTime * 1000),
  signature,
  message: null,
})

const identityOf = (info: WormInfo, certificates: readonly Uint8Array[]): TseIdentity => ({
  description: `Swissbit TSE, ${info.description}`,
  emulated: info.developmentFirmware || isSimulated(certificates[0]),
  serial: hex(info.serialNumber),
  publicKey: info.publicKey,
  algorithm: 'ecdsa-plain-SHA384',
  logTimeFormat: 'unixTime',
  certificates,
  certificationId: /BSI-K-TR-(\d{4}-\d{4})/.exec(info.description)?.[1] ?? null,
})

const statusOf = (info: WormInfo, open: readonly number[], clients: readonly string[]): TseStatus => ({
  lifecycle: info.hasValidTime ? 'active' : 'noTime',
  signatureCounter: info.createdSignatures,
  openTransactions: open,
  maxOpenTransactions: info.maxStartedTransactions,
  clients: clients.filter((client) => client !== MANAGEMENT_CLIENT),
  maxClients: info.maxRegisteredClients,
  signaturesLeft: info.remainingSignatures,
  certificateEnd: new Date(info.certificateExpirationDate * 1000),
  selfTestDueIn: info.hasPassedSelfTest ? info.timeUntilNextSelfTest : 0,
  timeUpdateDueIn: info.hasValidTime ? info.timeUntilNextTimeSynchronization : 0,
})
