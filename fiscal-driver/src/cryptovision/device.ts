import { err, ok, type Result } from '@brotkasten/domain/result'
import { ArchiveFailure } from '../archive-failure.ts'
import { TAR_END } from '../secure-element/ustar.ts'
import type { Volumes } from '../transport/block-file.ts'
import { Mutex } from '../transport/mutex.ts'
import type { ArchiveRange, Signed, Tse, TseIdentity, TseResult, TseStatus } from '../tse.ts'
import { CardLink } from './card-link.ts'
import { deregister, register } from './clients.ts'
import { LIFECYCLE, STATUS } from './commands.ts'
import { type CardFailure, codeOf } from './errors.ts'
import { DEFAULT_PACING, type Pacing } from './exchange.ts'
import { DEFAULT_SLICE, exportSlices, type SliceSize } from './export-slices.ts'
import { Credentials, syncTime } from './login.ts'
import { type CardSession, statusNumber } from './session.ts'
import { sessionStatus } from './status.ts'
import { call } from './talk.ts'
import * as transactions from './transactions.ts'

export interface CryptovisionOptions {
  /** Where to look for the card: `mountedVolumes()` or `volumesAt(roots)`. */
  readonly volumes: Volumes
  /** Eight characters each. */
  readonly pins: { readonly admin: string; readonly timeAdmin: string }
  readonly pacing?: Partial<Pacing>
  readonly slice?: SliceSize
}

/**
 * A CryptoVision / Bundesdruckerei D-TRUST TSE on a microSD card. Tested against recorded traffic and against our own
 * emulator, not on a card.
 */
export function openCryptovision(options: CryptovisionOptions): Tse {
  return new CryptovisionTse(options)
}

class CryptovisionTse implements Tse {
  #mutex = new Mutex()
  #pacing: Pacing
  #slice: SliceSize
  #credentials: Credentials
  #link: CardLink
  /** The time the box told us last, and when that was by our clock. */
  #told: { readonly utc: number; readonly at: number } | null = null

  constructor({ volumes, pins, pacing, slice }: CryptovisionOptions) {
    this.#pacing = { ...DEFAULT_PACING, ...pacing }
    this.#slice = slice ?? DEFAULT_SLICE
    this.#credentials = new Credentials({ Admin: pins.admin, TimeAdmin: pins.timeAdmin })
    this.#link = new CardLink(volumes, this.#credentials, this.#pacing)
  }

  /** A session from before is only believed after a word with the card: it may have lost power since. */
  async open(now: Date): TseResult<TseIdentity> {
    this.#hear(now)
    if (this.#link.current !== null) {
      await this.#do('probe', async ({ exchange }) => {
        const state = await statusNumber(exchange, STATUS.lifecycle)
        if (state.ok && state.value !== LIFECYCLE.active) await this.#link.forget()
        return state
      })
    }
    return this.#do('open', async (session) => {
      const synced = this.#isTimeDue(session) ? await this.#sync(session) : ok(undefined)
      return synced.ok ? ok(session.identity) : synced
    })
  }

  status(): TseResult<TseStatus> {
    return this.#do('status', (session) => sessionStatus(session, this.#pacing.clock.now()))
  }

  updateTime(now: Date): TseResult<void> {
    this.#hear(now)
    return this.#do('updateTime', (session) => this.#sync(session))
  }

  /** The protocol has no self-test a host could ask for; this one reads the life cycle, where a fault shows. */
  selfTest(): TseResult<void> {
    return this.#do('selfTest', async (session) => {
      const status = await sessionStatus(session, this.#pacing.clock.now())
      return status.ok ? ok(undefined) : status
    })
  }

  registerClient(clientId: string): TseResult<void> {
    return this.#do('registerClient', (session) => register(session, this.#credentials, clientId))
  }

  deregisterClient(clientId: string): TseResult<void> {
    return this.#do('deregisterClient', (session) => deregister(session, this.#credentials, clientId))
  }

  startTransaction(clientId: string): TseResult<Signed> {
    return this.#do('startTransaction', async (session) => {
      const synced = this.#isTimeDue(session) ? await this.#sync(session) : ok(undefined)
      if (!synced.ok) return synced
      return this.#withTime(session, () => transactions.start(session, clientId))
    })
  }

  finishTransaction(finish: transactions.Finish): TseResult<Signed> {
    return this.#do('finishTransaction', (session) =>
      this.#withTime(session, () => transactions.finish(session, finish)),
    )
  }

  readTransaction(transactionNumber: number): ReturnType<Tse['readTransaction']> {
    return this.#do('export of one transaction', (session) =>
      transactions.readBack(session, transactionNumber),
    )
  }

  async *exportArchive(range: ArchiveRange): AsyncGenerator<Uint8Array> {
    const slices = exportSlices((what, work) => this.#do(what, work), range, this.#slice)
    for await (const slice of slices) {
      if (!slice.ok) throw new ArchiveFailure(slice.error)
      for (const { blocks } of slice.value) yield blocks
    }
    yield TAR_END
  }

  close(): Promise<void> {
    return this.#mutex.run(async () => {
      const session = this.#link.current
      if (session !== null) {
        const down = await call(session.exchange, 'shutdown', {})
        if (down.ok) await session.exchange.round('enable suspend', Uint8Array.of(0, 0), 'enableSuspend')
      }
      await this.#link.forget()
    })
  }

  /** One piece of work, alone on the card. A lost card is searched for first, a card lost now is forgotten. */
  #do<T>(
    what: string,
    work: (session: CardSession) => Promise<Result<T, CardFailure>>,
  ): Promise<Result<T, CardFailure>> {
    return this.#mutex.run(async () => {
      if (this.#told === null) return err({ kind: 'notReady', detail: `${what} before open` })
      const startedAt = this.#pacing.clock.now()
      const session = await this.#link.session(this.#now())
      const result = session.ok ? await work(session.value) : session
      if (!result.ok) await this.#link.judge(result.error, what, startedAt)
      return result
    })
  }

  /** "Time not set" means that nothing was signed, so after setting it the command may safely go out again. */
  async #withTime<T>(
    session: CardSession,
    work: () => Promise<Result<T, CardFailure>>,
  ): Promise<Result<T, CardFailure>> {
    const first = await work()
    if (first.ok || first.error.code !== codeOf('timeNotSet')) return first
    const synced = await this.#sync(session)
    return synced.ok ? work() : synced
  }

  async #sync(session: CardSession): Promise<Result<void, CardFailure>> {
    const synced = await syncTime(session.exchange, this.#credentials, this.#now())
    if (synced.ok) session.lastSync = this.#pacing.clock.now()
    return synced
  }

  #isTimeDue({ lastSync, timeSyncInterval }: CardSession): boolean {
    if (lastSync === null) return true
    return timeSyncInterval > 0 && this.#pacing.clock.now() - lastSync >= timeSyncInterval * 1000
  }

  #hear(now: Date): void {
    this.#told = { utc: now.getTime(), at: this.#pacing.clock.now() }
  }

  /** What the box's clock should show now, by the time it told us and our own clock since. */
  #now(): Date {
    const told = this.#told
    if (told === null) throw new Error('cannot happen: no command is sent before open')
    return new Date(told.utc + this.#pacing.clock.now() - told.at)
  }
}
