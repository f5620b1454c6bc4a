import { err, ok, type Result } from '@brotkasten/domain/result'
import { ArchiveFailure } from '../archive-failure.ts'
import type { Dial } from '../transport/byte-link.ts'
import { utf8 } from '../transport/bytes.ts'
import { type Clock, systemClock } from '../transport/clock.ts'
import { Mutex } from '../transport/mutex.ts'
import { tcpDial } from '../transport/tcp.ts'
import type { ArchiveRange, Signed, Tse, TseIdentity, TseResult, TseStatus } from '../tse.ts'
import type { EpsonFailure } from './errors.ts'
import { exportPieces, readBack } from './exports.ts'
import type { EpsonResult } from './link.ts'
import { EpsonLogin, type EpsonSecrets } from './login.ts'
import {
  clientList,
  type EpsonSession,
  information,
  selfTest,
  sessionStatus,
  setTime,
  startSession,
} from './session.ts'

export interface EpsonOptions {
  /** The printer or server: `{ host, port }`, port 8009 by default; or a dial of one's own. */
  readonly at: { readonly host: string; readonly port?: number } | Dial
  readonly secrets: Omit<EpsonSecrets, 'sharedSecret'> & { readonly sharedSecret?: string }
  readonly deviceId?: string
  /** Milliseconds until an answer is given up. */
  readonly timeout?: number
  readonly clock?: Clock
}

/** An Epson TSE behind a printer or server. Tested against our own emulator only. */
export function openEpson(options: EpsonOptions): Tse {
  return new EpsonTse(options)
}

interface Finish {
  readonly clientId: string
  readonly transactionNumber: number
  readonly processType: string
  readonly processData: string
}

class EpsonTse implements Tse {
  #mutex = new Mutex()
  #clock: Clock
  #login: EpsonLogin
  #connect: () => EpsonResult<EpsonSession>
  #session: EpsonSession | null = null
  #told: { readonly utc: number; readonly at: number } | null = null
  #lastSync: number | null = null

  constructor({ at, secrets, deviceId = 'local_TSE', timeout = 60_000, clock = systemClock }: EpsonOptions) {
    this.#clock = clock
    this.#login = new EpsonLogin({ sharedSecret: 'EPSONKEY', ...secrets })
    const dial = typeof at === 'function' ? at : tcpDial({ port: 8009, ...at })
    this.#connect = () => startSession({ dial, clock, deviceId, timeout }, this.#login, () => this.#now())
  }

  /** A session from before is only believed after a word with the device: it may have lost power since. */
  async open(now: Date): TseResult<TseIdentity> {
    this.#hear(now)
    if (this.#session !== null) await this.#do('probe', (session) => this.#probe(session))
    return this.#do('open', async (session) => {
      const synced = this.#lastSync === null ? await this.#sync(session) : ok(undefined)
      return synced.ok ? ok(session.identity) : synced
    })
  }

  status(): TseResult<TseStatus> {
    return this.#do('status', (session) =>
      sessionStatus(session, this.#login, (delay) => this.#timeDueIn(delay)),
    )
  }

  updateTime(now: Date): TseResult<void> {
    this.#hear(now)
    return this.#do('updateTime', (session) => this.#sync(session))
  }

  selfTest(): TseResult<void> {
    return this.#do('selfTest', ({ link }) => selfTest(link, this.#login))
  }

  registerClient(clientId: string): TseResult<void> {
    return this.#do('registerClient', async ({ link }) => {
      const clients = await clientList(link, this.#login)
      if (!clients.ok) return clients
      const registered = clients.value.includes(clientId)
        ? ok(undefined)
        : nothing(await this.#login.asAdmin(link, () => link.call('RegisterClient', { clientId })))
      // Logged in now, the till's first sale is as fast as every other.
      return registered.ok ? this.#login.till(link, clientId) : registered
    })
  }

  deregisterClient(clientId: string): TseResult<void> {
    return this.#do('deregisterClient', async ({ link }) =>
      nothing(await this.#login.asAdmin(link, () => link.call('DeregisterClient', { clientId }))),
    )
  }

  startTransaction(clientId: string): TseResult<Signed> {
    return this.#sign('startTransaction', clientId, async ({ link }) => {
      const input = { clientId, processData: utf8(''), processType: '', additionalData: '' }
      const signed = await link.call('StartTransaction', input)
      return signed.ok ? ok(signedOf(signed.value.transactionNumber, signed.value)) : signed
    })
  }

  finishTransaction(finish: Finish): TseResult<Signed> {
    return this.#sign('finishTransaction', finish.clientId, async ({ link }) => {
      const input = { ...finish, processData: utf8(finish.processData), additionalData: '' }
      const signed = await link.call('FinishTransaction', input)
      return signed.ok ? ok(signedOf(finish.transactionNumber, signed.value)) : signed
    })
  }

  readTransaction(transactionNumber: number): ReturnType<Tse['readTransaction']> {
    return this.#do('readTransaction', ({ link }) =>
      this.#login.asAdmin(link, () => readBack(link, transactionNumber)),
    )
  }

  /** Keeps its turn from the first piece to the last: the device refuses to sign during an export. */
  async *exportArchive(range: ArchiveRange): AsyncGenerator<Uint8Array> {
    const release = await this.#mutex.acquire()
    try {
      const session = await this.#ready('exportArchive')
      if (!session.ok) throw new ArchiveFailure(session.error)
      for await (const piece of exportPieces(session.value.link, this.#login, range, this.#now())) {
        if (!piece.ok) throw new ArchiveFailure(piece.error)
        yield piece.value
      }
    } finally {
      release()
    }
  }

  close(): Promise<void> {
    return this.#mutex.run(async () => {
      const session = this.#session
      this.#session = null
      if (session === null) return
      await this.#login.end(session.link)
      await session.link.close()
    })
  }

  /** One piece of work, alone on the connection; a lost one is made anew first. */
  #do<T>(what: string, work: (session: EpsonSession) => EpsonResult<T>): EpsonResult<T> {
    return this.#mutex.run(async () => {
      const session = await this.#ready(what)
      return session.ok ? work(session.value) : session
    })
  }

  async #ready(what: string): EpsonResult<EpsonSession> {
    if (this.#told === null) return err({ kind: 'notReady', detail: `${what} before open` })
    if (this.#session?.link.isOpen === true) return ok(this.#session)
    const session = await this.#connect()
    this.#lastSync = null
    this.#session = session.ok ? session.value : null
    return session
  }

  /** A till logs in once per connection. What the device refuses before signing is put right, once. */
  #sign<T>(what: string, clientId: string, work: (session: EpsonSession) => EpsonResult<T>): EpsonResult<T> {
    return this.#do(what, async (session) => {
      const first = await this.#asTill(session, clientId, work)
      if (first.ok) return first
      const repaired = await this.#repair(session, first.error)
      return repaired === null ? first : repaired.ok ? this.#asTill(session, clientId, work) : repaired
    })
  }

  async #asTill<T>(
    session: EpsonSession,
    clientId: string,
    work: (session: EpsonSession) => EpsonResult<T>,
  ): EpsonResult<T> {
    const login = await this.#login.till(session.link, clientId)
    return login.ok ? work(session) : login
  }

  /** Gives a session up whose device is not ready any more. */
  async #probe({ link }: EpsonSession): EpsonResult<void> {
    const info = await information(link)
    if (!info.ok) return info
    if (info.value.hasPassedSelfTest && info.value.hasValidTime) return ok(undefined)
    await link.close()
    return ok(undefined)
  }

  /** Null where the refusal is final. */
  async #repair(
    session: EpsonSession,
    { code = '' }: EpsonFailure,
  ): Promise<Result<void, EpsonFailure> | null> {
    switch (code) {
      case 'OTHER_ERROR_UNAUTHENTICATED_TIME_ADMIN_USER':
      case 'OTHER_ERROR_UNAUTHENTICATED_USER':
        this.#login.forget()
        return ok(undefined)
      case 'TSE1_ERROR_NO_TIME_SET':
        return this.#sync(session)
      case 'TSE1_ERROR_WRONG_STATE_NEEDS_SELF_TEST':
      case 'TSE1_ERROR_WRONG_STATE_NEEDS_SELF_TEST_PASSED': {
        const tested = await selfTest(session.link, this.#login)
        return tested.ok ? this.#sync(session) : tested
      }
      default:
        return null
    }
  }

  async #sync({ link }: EpsonSession): EpsonResult<void> {
    const synced = await setTime(link, this.#login, this.#now())
    if (synced.ok) this.#lastSync = this.#clock.now()
    return synced
  }

  #timeDueIn(maxDelay: number): number {
    if (this.#lastSync === null) return 0
    return Math.max(0, Math.ceil(maxDelay - (this.#clock.now() - this.#lastSync) / 1000))
  }

  #hear(now: Date): void {
    this.#told = { utc: now.getTime(), at: this.#clock.now() }
  }

  #now(): Date {
    const told = this.#told
    if (told === null) throw new Error('cannot happen: no command is sent before open')
    return new Date(told.utc + this.#clock.now() - told.at)
  }
}

const nothing = (result: Result<object, EpsonFailure>): Result<void, EpsonFailure> =>
  result.ok ? ok(undefined) : result

const signedOf = (
  transactionNumber: number,
  { signatureCounter, logTime, signature }: Pick<Signed, 'signatureCounter' | 'logTime' | 'signature'>,
): Signed => ({ transactionNumber, signatureCounter, logTime, signature, message: null })
