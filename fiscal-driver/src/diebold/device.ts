import { err, ok, type Result } from '@brotkasten/domain/result'
import { ArchiveFailure } from '../archive-failure.ts'
import type { Dial } from '../transport/byte-link.ts'
import { type Clock, systemClock } from '../transport/clock.ts'
import { Mutex } from '../transport/mutex.ts'
import { serialDial } from '../transport/serial.ts'
import { tcpDial } from '../transport/tcp.ts'
import type { ArchiveRange, Signed, Tse, TseIdentity, TseResult, TseStatus } from '../tse.ts'
import { codeOf, type DnFailure } from './errors.ts'
import { exportPieces, readBack } from './exports.ts'
import { DnLink, type DnResult } from './link.ts'
import { DnLogin, type DnSecrets } from './login.ts'
import { DnSession, MANAGEMENT_CLIENT, prepare, selfTest, sessionStatus, setTime } from './session.ts'
import * as transactions from './transactions.ts'

export interface DieboldOptions {
  /** A stick by the path of its serial line, a connect box by address, or a dial of one's own. */
  readonly at: { readonly path: string } | { readonly host: string; readonly port: number } | Dial
  readonly secrets: DnSecrets
  /** Slot of a connect box, 1 for a stick. */
  readonly slot?: number
  /** Milliseconds of silence that mean a refusal. */
  readonly timeout?: number
  readonly clock?: Clock
}

/** A Diebold Nixdorf TSE. Frames tested against recorded ones, the rest against our own emulator only. */
export function openDiebold(options: DieboldOptions): Tse {
  return new DieboldTse(options)
}

/** How to reach the device. */
export function dialOf(at: DieboldOptions['at']): Dial {
  if (typeof at === 'function') return at
  return 'path' in at ? serialDial(at.path) : tcpDial(at)
}

class DieboldTse implements Tse {
  #mutex = new Mutex()
  #options: DieboldOptions
  #clock: Clock
  #login: DnLogin
  #session: DnSession | null = null
  #identity: TseIdentity | null = null
  #told: { readonly utc: number; readonly at: number } | null = null
  #lastSync = 0

  constructor(options: DieboldOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#login = new DnLogin(options.secrets)
  }

  /** A session from before is only believed where the device answers, is tested and has its time. */
  async open(now: Date): TseResult<TseIdentity> {
    this.#hear(now)
    if (this.#session !== null) await this.#do('probe', (session) => this.#probe(session))
    return this.#do('open', async () =>
      this.#identity === null ? err({ kind: 'notReady', detail: 'no identity' }) : ok(this.#identity),
    )
  }

  status(): TseResult<TseStatus> {
    return this.#do('status', (session) => sessionStatus(session, (interval) => this.#timeDueIn(interval)))
  }

  updateTime(now: Date): TseResult<void> {
    this.#hear(now)
    return this.#do('updateTime', (session) => this.#sync(session))
  }

  selfTest(): TseResult<void> {
    return this.#do('selfTest', (session) => selfTest(session))
  }

  registerClient(clientId: string): TseResult<void> {
    return this.#do('registerClient', async (session) => {
      if (session.clients.includes(clientId)) return ok(undefined)
      const done = await this.#asAdminFor(session, clientId, 'registerClient')
      if (done.ok) session.clients = [...session.clients, clientId]
      return done
    })
  }

  deregisterClient(clientId: string): TseResult<void> {
    return this.#do('deregisterClient', async (session) => {
      const done = await this.#asAdminFor(session, clientId, 'deregisterClient')
      if (done.ok) session.clients = session.clients.filter((client) => client !== clientId)
      return done
    })
  }

  startTransaction(clientId: string): TseResult<Signed> {
    return this.#do('startTransaction', (session) =>
      this.#repaired(session, () => transactions.start(session, clientId)),
    )
  }

  finishTransaction(finish: transactions.Finish): TseResult<Signed> {
    return this.#do('finishTransaction', (session) =>
      this.#repaired(session, () => transactions.finish(session, finish)),
    )
  }

  readTransaction(transactionNumber: number): ReturnType<Tse['readTransaction']> {
    return this.#do('readTransaction', (session) => readBack(session, transactionNumber))
  }

  /** Keeps its turn from the first piece to the last: the buffer of the device belongs to the export. */
  async *exportArchive(range: ArchiveRange): AsyncGenerator<Uint8Array> {
    const release = await this.#mutex.acquire()
    try {
      const session = await this.#ready('exportArchive')
      if (!session.ok) throw new ArchiveFailure(session.error)
      for await (const piece of exportPieces(session.value, range, this.#now())) {
        if (!piece.ok) throw new ArchiveFailure(piece.error)
        yield piece.value
      }
    } finally {
      release()
    }
  }

  close(): Promise<void> {
    return this.#mutex.run(async () => {
      await this.#session?.link.close()
      this.#session = null
    })
  }

  /** One piece of work, alone on the line; a lost one is opened anew first. */
  #do<T>(what: string, work: (session: DnSession) => DnResult<T>): DnResult<T> {
    return this.#mutex.run(async () => {
      const session = await this.#ready(what)
      return session.ok ? work(session.value) : session
    })
  }

  async #ready(what: string): DnResult<DnSession> {
    if (this.#told === null) return err({ kind: 'notReady', detail: `${what} before open` })
    if (this.#session?.link.isOpen === true) return ok(this.#session)
    this.#session = null
    const { at, timeout = 2000, slot = 1 } = this.#options
    const link = await DnLink.connect({ dial: dialOf(at), clock: this.#clock, timeout })
    if (!link.ok) return link
    const session = new DnSession(link.value, this.#login, slot)
    const identity = await prepare(session, this.#now())
    if (!identity.ok) {
      await link.value.close()
      return identity
    }
    this.#lastSync = this.#clock.now()
    this.#identity = identity.value
    this.#session = session
    return ok(session)
  }

  async #probe(session: DnSession): DnResult<void> {
    const status = await sessionStatus(session, (interval) => this.#timeDueIn(interval))
    const isFresh = status.ok && status.value.selfTestDueIn !== 0 && status.value.timeUpdateDueIn !== 0
    if (!isFresh) await session.link.close()
    return ok(undefined)
  }

  async #asAdminFor(
    session: DnSession,
    client: string,
    name: 'registerClient' | 'deregisterClient',
  ): DnResult<void> {
    return session.as('admin', async () => {
      const set = await session.use(client)
      if (!set.ok) return set
      const done = await session.link.call(name, { slot: session.slot })
      const back = await session.use(MANAGEMENT_CLIENT)
      return done.ok && back.ok ? ok(undefined) : done.ok ? back : done
    })
  }

  /** What the device refuses before signing is put right, once. */
  async #repaired<T>(session: DnSession, work: () => DnResult<T>): DnResult<T> {
    const first = await work()
    if (first.ok) return first
    const repaired = await this.#repair(session, first.error)
    return repaired === null ? first : repaired.ok ? work() : repaired
  }

  /** Null where the refusal is final. */
  async #repair(session: DnSession, { code }: DnFailure): Promise<Result<void, DnFailure> | null> {
    if (code === codeOf('timeNotSet')) return this.#sync(session)
    if (code !== codeOf('selfTestRequired')) return null
    const tested = await selfTest(session)
    return tested.ok ? this.#sync(session) : tested
  }

  async #sync(session: DnSession): DnResult<void> {
    const synced = await setTime(session, this.#now())
    if (synced.ok) this.#lastSync = this.#clock.now()
    return synced
  }

  #timeDueIn(interval: number): number {
    return Math.max(0, Math.ceil(interval - (this.#clock.now() - this.#lastSync) / 1000))
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
