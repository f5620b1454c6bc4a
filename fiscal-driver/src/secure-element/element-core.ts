import type { Result } from '@brotkasten/domain/result'
import type { LogContent } from '../log/log-message.ts'
import type { TseFailure } from '../tse.ts'
import type { ElementConfig } from './config.ts'
import { DeviceClock } from './device-clock.ts'
import type { ElementIdentity } from './identity.ts'
import type { Situation } from './rules.ts'
import { type SignedLog, Signer } from './signer.ts'
import type { ElementState, Vault } from './state.ts'
import type { ElementStore } from './store.ts'

/** Outcome of an element command: the element itself never waits. */
export type ElementResult<T> = Result<T, TseFailure>

/** What an element is made of. */
export interface ElementParts {
  readonly identity: ElementIdentity
  readonly config: ElementConfig
  readonly store: ElementStore
  readonly state: ElementState
}

/** Counters, clock and signing: what every command of an element rests on. */
export class ElementCore {
  readonly identity: ElementIdentity
  readonly config: ElementConfig
  readonly store: ElementStore
  protected readonly clock = new DeviceClock()
  /** Oscillator reading in milliseconds when the self-test last passed. */
  protected testedAt: number | null = null
  readonly #state: ElementState
  readonly #signer: Signer

  constructor({ identity, config, store, state }: ElementParts) {
    this.identity = identity
    this.config = config
    this.store = store
    this.#state = state
    this.#signer = new Signer(identity, config, store)
  }

  /** What is stored, for reading. */
  get state(): Readonly<ElementState> {
    return this.#state
  }

  /** Everything the rules and a status answer depend on at this moment. */
  situation(now: Date): Situation {
    const standing = this.#state.lastLogTime
    return {
      state: this.#state,
      config: this.config,
      timeSet: this.clock.isSet,
      timeDueIn: this.clock.dueIn(now, this.config.timeUpdateEvery),
      selfTestDueIn: this.#selfTestDueIn(now),
      deviceTime: this.clock.read(now, standing),
      certificateEnd: this.identity.certificateEnd,
    }
  }

  #selfTestDueIn(now: Date): number | null {
    const every = this.config.selfTestEvery
    if (every === null) return null
    return this.testedAt === null
      ? 0
      : Math.max(0, every - Math.floor((now.getTime() - this.testedAt) / 1000))
  }

  /** Loses what a power cut loses; the memory stays. */
  powerCycle(): void {
    this.clock.stop()
    this.testedAt = null
  }

  /** Signs and stores one message at device time; the vault, if given, in the same write. */
  protected commit(content: LogContent, now: Date, vault: Vault | null = null): ElementResult<SignedLog> {
    const newest = this.#state.lastLogTime || this.identity.certificateStart.getTime()
    const logTime = this.clock.logTime(now, newest, this.config.logTimeFormat)
    return this.commitAt(content, logTime, vault)
  }

  /** The same with a log time of the caller's. */
  protected commitAt(content: LogContent, logTime: Date, vault: Vault | null): ElementResult<SignedLog> {
    return this.#signer.commit(this.#state, { content, logTime }, vault)
  }

  /** Any system message; `data` is the content of systemOperationData. For operations a family adds of its own. */
  system(operation: string, data: Uint8Array, now: Date): ElementResult<SignedLog> {
    return this.commit({ kind: 'system', operation, data, origin: null, user: null }, now)
  }

  /** An audit message. */
  audit(data: Uint8Array, now: Date): ElementResult<SignedLog> {
    return this.commit({ kind: 'audit', data }, now)
  }

  /** Replaces PINs and settings without a message. */
  protected storeVault(vault: Vault): ElementResult<void> {
    return this.#signer.storeVault(this.#state, vault)
  }
}
