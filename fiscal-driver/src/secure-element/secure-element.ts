import { err, ok } from '@brotkasten/domain/result'
import type { LogContent, TransactionOperation } from '../log/log-message.ts'
import { truncateLogTime } from '../log/log-time.ts'
import { systemData, systemTime } from '../log/system-data.ts'
import { defaultConfig, type ElementConfig } from './config.ts'
import type { ElementResult } from './element-core.ts'
import { ElementWithUsers } from './element-with-users.ts'
import type { ElementIdentity } from './identity.ts'
import { replay } from './replay.ts'
import * as rules from './rules.ts'
import type { SignedLog } from './signer.ts'
import type { ElementStore } from './store.ts'

export type { ElementResult } from './element-core.ts'

/** What a till hands over for a transaction. */
export interface ProcessInput {
  readonly clientId: string
  readonly processType: string
  readonly processData: Uint8Array
  readonly externalData?: Uint8Array
}

const NOTHING = new Uint8Array(0)

/**
 * The heart of every emulated TSE: key, counters, open transactions, clients, clock, self-test and PINs, as a state
 * machine without I/O of its own. Every command consumes signature counters, stores its messages in one append and
 * answers at once; whoever answers a till first awaits `store.flush()`. `now` is always the reading of the
 * oscillator; device time is what updateTime made of it.
 */
export class SecureElement extends ElementWithUsers {
  #exportedCounter = 0

  /** Powers an element up from its memory: time unset, self-test due, nobody logged in. */
  static open(
    identity: ElementIdentity,
    store: ElementStore,
    config: ElementConfig = defaultConfig,
  ): ElementResult<SecureElement> {
    const state = replay(store)
    return state.ok ? ok(new SecureElement({ identity, config, store, state: state.value })) : state
  }

  /** Takes a new device into service; once. */
  initialize(description: string, now: Date): ElementResult<SignedLog> {
    if (this.state.lifecycle !== 'uninitialized')
      return err({ kind: 'refused', detail: 'already initialised' })
    return this.system('initialize', systemData(description), now)
  }

  /** Runs the self-test; a failed one leaves it due. */
  selfTest(now: Date, passed = true): ElementResult<SignedLog> {
    const at = new Date(this.clock.read(now, this.state.lastLogTime))
    const time = systemTime(at, this.config.logTimeFormat)
    const data = systemData('SecureElement', Uint8Array.of(passed ? 1 : 0), passed ? null : 'failed', time)
    const signed = this.system('selfTest', data, now)
    if (signed.ok) this.testedAt = passed ? now.getTime() : null
    return signed
  }

  /** Sets the device clock to `to`; the message carries the time before and after, and the new time as its own. */
  updateTime(to: Date, now: Date): ElementResult<SignedLog> {
    const problem = rules.lifecycleProblem(this.situation(now))
    if (problem !== null) return err(problem)
    const format = this.config.logTimeFormat
    const before = systemTime(new Date(this.clock.read(now, this.state.lastLogTime)), format)
    const data = systemData(before, systemTime(to, format))
    const content: LogContent = { kind: 'system', operation: 'updateTime', data, origin: null, user: null }
    const signed = this.commitAt(content, truncateLogTime(to, format), null)
    if (signed.ok) this.clock.set(to, now)
    return signed
  }

  /** Registers a till; null where it was registered before, which signs nothing. */
  registerClient(clientId: string, now: Date): ElementResult<SignedLog | null> {
    const problem = rules.registerProblem(this.situation(now), clientId)
    if (problem !== null) return err(problem)
    return this.state.clients.has(clientId)
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
    return this.#transaction('Start', this.state.transactionCounter + 1, input, now)
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
    return this.commit({ kind: 'transaction', operation, ...fields }, now)
  }

  /** Erases what was exported; the counters go on. */
  deleteStoredData(user: string, now: Date): ElementResult<SignedLog> {
    const problem = rules.closedProblem(this.situation(now))
    if (problem !== null) return err(problem)
    if (this.#exportedCounter < this.state.signatureCounter)
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
}
