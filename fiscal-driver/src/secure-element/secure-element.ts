import { err, ok, type Result } from '@brotkasten/domain/result'
import type { LogContent, TransactionOperation } from '../log/log-message.ts'
import { truncateLogTime } from '../log/log-time.ts'
import { systemData, systemTime } from '../log/system-data.ts'
import type { TseFailure } from '../tse.ts'
import { defaultConfig, type ElementConfig } from './config.ts'
import { DeviceClock } from './device-clock.ts'
import type { ElementIdentity } from './identity.ts'
import { replay } from './replay.ts'
import * as rules from './rules.ts'
import { type SignedLog, Signer } from './signer.ts'
import type { ElementState, Vault } from './state.ts'
import type { ElementStore } from './store.ts'
import { checkPin, checkPuk, type PinOutcome, setSecret } from './users.ts'

/** Outcome of an element command: the element itself never waits. */
export type ElementResult<T> = Result<T, TseFailure>

/** What a till hands over for a transaction. */
export interface ProcessInput {
  readonly clientId: string
  readonly processType: string
  readonly processData: Uint8Array
  readonly externalData?: Uint8Array
}

const NOTHING = new Uint8Array(0)

const resultByte = { ok: 0, failed: 1, blocked: 2, unknownUser: 3 } as const

/**
 * The heart of every emulated TSE: key, counters, open transactions, clients, clock, self-test and PINs, as a state
 * machine without I/O of its own. Every command consumes signature counters, stores its messages in one append and
 * answers at once; whoever answers a till first awaits `store.flush()`. `now` is always the reading of the
 * oscillator; device time is what updateTime made of it.
 */
export class SecureElement {
  readonly identity: ElementIdentity
  readonly config: ElementConfig
  readonly store: ElementStore
  readonly #state: ElementState
  readonly #signer: Signer
  readonly #clock = new DeviceClock()
  readonly #loggedIn = new Set<string>()
  #testedAt: number | null = null
  #exportedCounter = 0

  private constructor(
    identity: ElementIdentity,
    config: ElementConfig,
    store: ElementStore,
    state: ElementState,
  ) {
    this.identity = identity
    this.config = config
    this.store = store
    this.#state = state
    this.#signer = new Signer(identity, config, store)
  }

  /** Powers an element up from its memory: time unset, self-test due, nobody logged in. */
  static open(
    identity: ElementIdentity,
    store: ElementStore,
    config: ElementConfig = defaultConfig,
  ): ElementResult<SecureElement> {
    const state = replay(store)
    return state.ok ? ok(new SecureElement(identity, config, store, state.value)) : state
  }

  /** What is stored, for reading. */
  get state(): Readonly<ElementState> {
    return this.#state
  }

  /** Everything the rules and a status answer depend on at this moment. */
  situation(now: Date): rules.Situation {
    const standing = this.#state.lastLogTime
    return {
      state: this.#state,
      config: this.config,
      timeSet: this.#clock.isSet,
      timeDueIn: this.#clock.dueIn(now, this.config.timeUpdateEvery),
      selfTestDueIn: this.#selfTestDueIn(now),
      deviceTime: this.#clock.read(now, standing),
      certificateEnd: this.identity.certificateEnd,
    }
  }

  #selfTestDueIn(now: Date): number | null {
    const every = this.config.selfTestEvery
    if (every === null) return null
    return this.#testedAt === null
      ? 0
      : Math.max(0, every - Math.floor((now.getTime() - this.#testedAt) / 1000))
  }

  /** Loses what a power cut loses; the memory stays. */
  powerCycle(): void {
    this.#clock.stop()
    this.#loggedIn.clear()
    this.#testedAt = null
  }

  #commit(content: LogContent, now: Date, vault: Vault | null = null): ElementResult<SignedLog> {
    const newest = this.#state.lastLogTime || this.identity.certificateStart.getTime()
    const logTime = this.#clock.logTime(now, newest, this.config.logTimeFormat)
    return this.#commitAt(content, logTime, vault)
  }

  #commitAt(content: LogContent, logTime: Date, vault: Vault | null): ElementResult<SignedLog> {
    const signed = this.#signer.commit(this.#state, [{ content, logTime }], vault)
    if (!signed.ok) return signed
    const [log] = signed.value
    return log === undefined ? err({ kind: 'refused', detail: 'nothing was signed' }) : ok(log)
  }

  /** Any system message; `data` is the content of systemOperationData. For operations a family adds of its own. */
  system(operation: string, data: Uint8Array, now: Date): ElementResult<SignedLog> {
    return this.#commit({ kind: 'system', operation, data, origin: null, user: null }, now)
  }

  /** An audit message. */
  audit(data: Uint8Array, now: Date): ElementResult<SignedLog> {
    return this.#commit({ kind: 'audit', data }, now)
  }

  /** Takes a new device into service; once. */
  initialize(description: string, now: Date): ElementResult<SignedLog> {
    if (this.#state.lifecycle !== 'uninitialized')
      return err({ kind: 'refused', detail: 'already initialised' })
    return this.system('initialize', systemData(description), now)
  }

  /** Runs the self-test; a failed one leaves it due. */
  selfTest(now: Date, passed = true): ElementResult<SignedLog> {
    const at = new Date(this.#clock.read(now, this.#state.lastLogTime))
    const time = systemTime(at, this.config.logTimeFormat)
    const data = systemData('SecureElement', Uint8Array.of(passed ? 1 : 0), passed ? null : 'failed', time)
    const signed = this.system('selfTest', data, now)
    if (signed.ok) this.#testedAt = passed ? now.getTime() : null
    return signed
  }

  /** Sets the device clock to `to`; the message carries the time before and after, and the new time as its own. */
  updateTime(to: Date, now: Date): ElementResult<SignedLog> {
    const problem = rules.lifecycleProblem(this.situation(now))
    if (problem !== null) return err(problem)
    const format = this.config.logTimeFormat
    const before = systemTime(new Date(this.#clock.read(now, this.#state.lastLogTime)), format)
    const data = systemData(before, systemTime(to, format))
    const content: LogContent = { kind: 'system', operation: 'updateTime', data, origin: null, user: null }
    const signed = this.#commitAt(content, truncateLogTime(to, format), null)
    if (signed.ok) this.#clock.set(to, now)
    return signed
  }

  /** Registers a till; null where it was registered before, which signs nothing. */
  registerClient(clientId: string, now: Date): ElementResult<SignedLog | null> {
    const problem = rules.registerProblem(this.situation(now), clientId)
    if (problem !== null) return err(problem)
    return this.#state.clients.has(clientId)
      ? ok(null)
      : this.system('registerClient', systemData(clientId), now)
  }

  deregisterClient(clientId: string, now: Date): ElementResult<SignedLog> {
    const problem = rules.deregisterProblem(this.situation(now), clientId)
    return problem === null ? this.system('deregisterClient', systemData(clientId), now) : err(problem)
  }

  /** Starts a transaction under the next number. */
  start(input: ProcessInput, now: Date): ElementResult<SignedLog> {
    const { clientId, processType, processData } = input
    const problem = rules.startProblem(this.situation(now), clientId, processType, processData)
    if (problem !== null) return err(problem)
    return this.#transaction('Start', this.#state.transactionCounter + 1, input, now)
  }

  /** An interim message of an open transaction. */
  update(transactionNumber: number, input: ProcessInput, now: Date): ElementResult<SignedLog> {
    return this.#continue('Update', transactionNumber, input, now)
  }

  finish(transactionNumber: number, input: ProcessInput, now: Date): ElementResult<SignedLog> {
    return this.#continue('Finish', transactionNumber, input, now)
  }

  #continue(
    operation: 'Update' | 'Finish',
    transactionNumber: number,
    input: ProcessInput,
    now: Date,
  ): ElementResult<SignedLog> {
    const { clientId, processType, processData } = input
    const problem = rules.continueProblem(
      this.situation(now),
      clientId,
      transactionNumber,
      processType,
      processData,
    )
    return problem === null ? this.#transaction(operation, transactionNumber, input, now) : err(problem)
  }

  #transaction(
    operation: TransactionOperation,
    transactionNumber: number,
    input: ProcessInput,
    now: Date,
  ): ElementResult<SignedLog> {
    const { clientId, processData, externalData = null } = input
    const empty = { absent: null, empty: '', blank: ' ' }[this.config.emptyProcessType]
    const processType = input.processType === '' && operation === 'Start' ? empty : input.processType
    const fields = { clientId, processData, processType, externalData, transactionNumber, internalData: null }
    return this.#commit({ kind: 'transaction', operation, ...fields }, now)
  }

  /** Erases what was exported; the counters go on. */
  deleteStoredData(user: string, now: Date): ElementResult<SignedLog> {
    const problem = rules.closedProblem(this.situation(now))
    if (problem !== null) return err(problem)
    if (this.#exportedCounter < this.#state.signatureCounter)
      return err({ kind: 'refused', detail: 'not exported yet' })
    return this.system('deleteStoredData', systemData(user), now)
  }

  /** Tells the element that every message up to this counter left it in a complete export. */
  markExported(signatureCounter: number): void {
    this.#exportedCounter = Math.max(this.#exportedCounter, signatureCounter)
  }

  /** End of life; irreversible. */
  disable(now: Date): ElementResult<SignedLog> {
    const problem = rules.closedProblem(this.situation(now))
    return problem === null ? this.system('disableSecureElement', NOTHING, now) : err(problem)
  }

  /** Sets PIN and PUK of a user without a message, as at the first start of a device. */
  setUser(user: string, pin: Uint8Array, puk: Uint8Array): ElementResult<void> {
    return this.#storeVault(setSecret(this.#state.vault, user, pin, puk, this.config.pinTries))
  }

  /** Stores a switch of the family that survives power cycles. */
  setSetting(name: string, value: string): ElementResult<void> {
    const { vault } = this.#state
    return this.#storeVault({ ...vault, settings: { ...vault.settings, [name]: value } })
  }

  #storeVault(vault: Vault): ElementResult<void> {
    const stored = this.#signer.commit(this.#state, [], vault)
    return stored.ok ? ok(undefined) : stored
  }

  /** Checks a PIN; the try is counted and signed whatever comes out. */
  authenticate(user: string, role: string, pin: Uint8Array, now: Date): ElementResult<PinOutcome> {
    const [outcome, vault] = checkPin(this.#state.vault, user, pin, this.config.pinTries)
    const data = systemData(user, role, Uint8Array.of(resultByte[outcome.result]))
    const content: LogContent = {
      kind: 'system',
      operation: 'authenticateUser',
      data,
      origin: null,
      user: null,
    }
    const signed = this.#commit(content, now, vault)
    if (!signed.ok) return signed
    if (outcome.result === 'ok') this.#loggedIn.add(user)
    return ok(outcome)
  }

  /** Sets a new PIN by PUK. */
  unblock(user: string, puk: Uint8Array, newPin: Uint8Array, now: Date): ElementResult<PinOutcome> {
    const [outcome, vault] = checkPuk(this.#state.vault, user, puk, newPin, this.config.pinTries)
    const data = systemData(user, Uint8Array.of(resultByte[outcome.result]))
    const content: LogContent = { kind: 'system', operation: 'unblockUser', data, origin: null, user: null }
    const signed = this.#commit(content, now, vault)
    return signed.ok ? ok(outcome) : signed
  }

  logOut(user: string, cause: string, now: Date): ElementResult<SignedLog> {
    this.#loggedIn.delete(user)
    return this.system('logOut', systemData(user, cause), now)
  }

  isLoggedIn(user: string): boolean {
    return this.#loggedIn.has(user)
  }
}
