import { err, ok, type Result } from '@brotkasten/domain/result'
import { ArchiveFailure } from '../archive-failure.ts'
import { TAR_END } from '../secure-element/ustar.ts'
import type { Volumes } from '../transport/block-file.ts'
import { systemClock } from '../transport/clock.ts'
import { Mutex } from '../transport/mutex.ts'
import type { ArchiveRange, Signed, Tse, TseIdentity, TseResult, TseStatus } from '../tse.ts'
import { archivePieces } from './archive-pieces.ts'
import { CLIENTS_PER_LIST } from './commands.ts'
import { codeOf, type SwissbitFailure } from './errors.ts'
import type { SwissbitPacing, SwissbitResult } from './exchange.ts'
import { SwissbitLogin } from './login.ts'
import { readBack } from './read-back.ts'
import type { SwissbitSecrets } from './secrets.ts'
import { MANAGEMENT_CLIENT, prepare, SwissbitSession, selfTest, setTime } from './session.ts'
import * as transactions from './transactions.ts'

export interface SwissbitOptions {
  /** Where to look for the device. */
  readonly volumes: Volumes
  readonly secrets: Pick<SwissbitSecrets, 'adminPin' | 'timeAdminPin'>
  readonly pacing?: Partial<SwissbitPacing>
  /** What the maker publishes only in his library; unknown here, so the operator may say it. */
  readonly maxOpenTransactions?: number
}

/**
 * EXPERIMENTAL, and off unless `experimental` says otherwise: a Swissbit TSE through its raw mailbox. Tested against our
 * own emulator only; driver and emulator come from the same text. Whether a certified TSE may be driven without the
 * maker's library is not settled (see the README of this folder).
 *
 * Missing, because not public: logging out, unblocking, the last response, decommissioning, deleting stored data (the
 * store fills up), export while the crypto processor fails, filtered export by the device, flash health, keep-alive,
 * firmware update, and the most open transactions allowed. Unproven: processData beyond 512 bytes.
 */
export function openSwissbitRaw(options: SwissbitOptions & { readonly experimental: boolean }): Tse | null {
  return options.experimental ? new SwissbitTse(options) : null
}

const DEFAULT_PACING: SwissbitPacing = { clock: systemClock, pollEvery: 50, timeout: 10_000 }

class SwissbitTse implements Tse {
  #mutex = new Mutex()
  #volumes: Volumes
  #pacing: SwissbitPacing
  #login: SwissbitLogin
  #maxOpenTransactions: number
  #session: SwissbitSession | null = null
  #identity: TseIdentity | null = null
  #told: { readonly utc: number; readonly at: number } | null = null

  constructor({ volumes, secrets, pacing, maxOpenTransactions = 512 }: SwissbitOptions) {
    this.#volumes = volumes
    this.#pacing = { ...DEFAULT_PACING, ...pacing }
    this.#login = new SwissbitLogin(secrets)
    this.#maxOpenTransactions = maxOpenTransactions
  }

  /** A session from before is only believed where the status block says that the device is ready. */
  async open(now: Date): TseResult<TseIdentity> {
    this.#told = { utc: now.getTime(), at: this.#pacing.clock.now() }
    if (this.#session !== null) await this.#do('probe', (session) => this.#probe(session))
    return this.#do('open', async () =>
      this.#identity === null ? err({ kind: 'notReady', detail: 'no identity' }) : ok(this.#identity),
    )
  }

  status(): TseResult<TseStatus> {
    return this.#do('status', async (session) => {
      const block = await session.status()
      if (!block.ok) return block
      const open = await transactions.openTransactions(session)
      if (!open.ok) return open
      const clients = await listClients(session)
      if (!clients.ok) return clients
      const { value } = block
      return ok({
        lifecycle: value.timeValid ? 'active' : 'noTime',
        signatureCounter: value.signatures,
        openTransactions: open.value,
        maxOpenTransactions: this.#maxOpenTransactions,
        clients: clients.value.filter((client) => client !== MANAGEMENT_CLIENT),
        maxClients: value.maxClients,
        signaturesLeft: Math.max(0, value.maxSignatures - value.signatures),
        certificateEnd: new Date(value.certificateEnd * 1000),
        selfTestDueIn: value.selfTestPassed ? value.selfTestDueIn : 0,
        timeUpdateDueIn: value.timeValid ? value.timeUpdateDueIn : 0,
      })
    })
  }

  updateTime(now: Date): TseResult<void> {
    this.#told = { utc: now.getTime(), at: this.#pacing.clock.now() }
    return this.#do('updateTime', (session) => setTime(session, now))
  }

  selfTest(): TseResult<void> {
    return this.#do('selfTest', (session) => selfTest(session))
  }

  registerClient(client: string): TseResult<void> {
    return this.#do('registerClient', async (session) => {
      const clients = await listClients(session)
      if (!clients.ok) return clients
      return clients.value.includes(client) ? ok(undefined) : asAdmin(session, 'registerClient', client)
    })
  }

  deregisterClient(client: string): TseResult<void> {
    return this.#do('deregisterClient', (session) => asAdmin(session, 'deregisterClient', client))
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
    return this.#do('readTransaction', async (session) => {
      const status = await session.status()
      return status.ok ? readBack(session.volume, status.value.archiveSize, transactionNumber) : status
    })
  }

  async *exportArchive(range: ArchiveRange): AsyncGenerator<Uint8Array> {
    const begun = await this.#do('exportArchive', async (session) => {
      const status = await session.status()
      return status.ok ? ok({ volume: session.volume, size: status.value.archiveSize }) : status
    })
    if (!begun.ok) throw new ArchiveFailure(begun.error)
    for await (const piece of archivePieces(begun.value.volume, begun.value.size, range)) {
      if (!piece.ok) throw new ArchiveFailure(piece.error)
      yield piece.value
    }
    yield TAR_END
  }

  close(): Promise<void> {
    return this.#mutex.run(() => this.#forget())
  }

  /** One piece of work, alone on the mailbox; a lost device is searched for first, one lost now is forgotten. */
  #do<T>(what: string, work: (session: SwissbitSession) => SwissbitResult<T>): SwissbitResult<T> {
    return this.#mutex.run(async () => {
      const session = await this.#ready(what)
      const result = session.ok ? await work(session.value) : session
      if (!result.ok && LOST.has(result.error.kind)) await this.#forget()
      return result
    })
  }

  async #ready(what: string): SwissbitResult<SwissbitSession> {
    if (this.#told === null) return err({ kind: 'notReady', detail: `${what} before open` })
    if (this.#session !== null) return ok(this.#session)
    this.#login.forget()
    const session = await SwissbitSession.find(this.#volumes, this.#login, this.#pacing)
    if (!session.ok) return session
    const identity = await prepare(session.value, this.#now(this.#told))
    if (!identity.ok) {
      await session.value.close()
      return identity
    }
    this.#identity = identity.value
    this.#session = session.value
    return session
  }

  async #probe(session: SwissbitSession): SwissbitResult<void> {
    const status = await session.status()
    if (!status.ok) return status
    if (!status.value.timeValid || !status.value.selfTestPassed) await this.#forget()
    return ok(undefined)
  }

  /** What the device refuses before signing is put right, once. */
  async #repaired<T>(session: SwissbitSession, work: () => SwissbitResult<T>): SwissbitResult<T> {
    const first = await work()
    if (first.ok) return first
    const repaired = await this.#repair(session, first.error)
    return repaired === null ? first : repaired.ok ? work() : repaired
  }

  /** Null where the refusal is final. */
  async #repair(
    session: SwissbitSession,
    { code }: SwissbitFailure,
  ): Promise<Result<void, SwissbitFailure> | null> {
    if (this.#told === null) return null
    if (code === codeOf('noTime')) return setTime(session, this.#now(this.#told))
    if (code !== codeOf('selfTestNeeded') && code !== codeOf('selfTestNotPassed')) return null
    const tested = await selfTest(session)
    return tested.ok ? setTime(session, this.#now(this.#told)) : tested
  }

  async #forget(): Promise<void> {
    await this.#session?.close()
    this.#session = null
  }

  #now({ utc, at }: { readonly utc: number; readonly at: number }): Date {
    return new Date(utc + this.#pacing.clock.now() - at)
  }
}

/** After these nobody knows what the device is doing, or whether it is the same one. */
const LOST: ReadonlySet<SwissbitFailure['kind']> = new Set(['unreachable', 'timeout', 'garbage'])

async function asAdmin(
  { exchange, login }: SwissbitSession,
  name: 'registerClient' | 'deregisterClient',
  client: string,
): SwissbitResult<void> {
  const done = await login.as('admin', exchange, () => exchange.call(name, { client }))
  return done.ok ? ok(undefined) : done
}

async function listClients({ exchange }: SwissbitSession): SwissbitResult<readonly string[]> {
  const found: string[] = []
  for (;;) {
    const list = await exchange.call('listClients', { skip: found.length })
    if (!list.ok) return list
    found.push(...list.value.clients)
    if (list.value.clients.length < CLIENTS_PER_LIST) return ok(found)
  }
}
