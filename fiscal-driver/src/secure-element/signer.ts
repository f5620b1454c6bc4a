import { err, ok, type Result } from '@brotkasten/domain/result'
import { type Algorithm, algorithmByName } from '../crypto/algorithms.ts'
import { curves } from '../crypto/curves.ts'
import { signPlain } from '../crypto/signature.ts'
import { encodeMessage, encodeSigned } from '../log/encode-log.ts'
import type { LogContent, LogHeader } from '../log/log-message.ts'
import type { TseFailure } from '../tse.ts'
import type { ElementConfig } from './config.ts'
import type { Frame } from './frame.ts'
import type { ElementIdentity } from './identity.ts'
import { applyLog, type ElementState, type Vault } from './state.ts'
import type { ElementStore, StoreFailure } from './store.ts'

/** One message as the element made it. */
export interface SignedLog {
  readonly content: LogContent
  readonly signatureCounter: number
  readonly logTime: Date
  readonly signature: Uint8Array
  /** The stored message byte for byte. */
  readonly bytes: Uint8Array
}

/** One content to be signed with its log time. */
export interface Draft {
  readonly content: LogContent
  readonly logTime: Date
}

/** The algorithm a device on this curve signs with. */
export const algorithmOf = (identity: ElementIdentity): Algorithm => {
  const algorithm = algorithmByName(curves[identity.curve].algorithm)
  if (algorithm === undefined) throw new TypeError('every curve names a known algorithm')
  return algorithm
}

const vaultFrame = (vault: Vault): Frame => ({ kind: 2, payload: Buffer.from(JSON.stringify(vault)) })

/** What a damaged or lost memory means to the caller. */
export const storeProblem = (failure: StoreFailure): TseFailure => ({
  kind: failure.kind === 'io' ? 'unreachable' : 'refused',
  detail: `element memory: ${failure.detail}`,
})

/** Signs a draft under the next counter, stores it and only then takes it into the state. */
export class Signer {
  readonly #identity: ElementIdentity
  readonly #config: ElementConfig
  readonly #store: ElementStore
  readonly #algorithm: Algorithm

  constructor(identity: ElementIdentity, config: ElementConfig, store: ElementStore) {
    this.#identity = identity
    this.#config = config
    this.#store = store
    this.#algorithm = algorithmOf(identity)
  }

  #sign({ content, logTime }: Draft, signatureCounter: number): SignedLog {
    const header: LogHeader = {
      version: 2,
      serial: this.#identity.serial,
      algorithmOid: this.#algorithm.oid,
      signatureCounter,
      logTime,
      logTimeFormat: this.#config.logTimeFormat,
    }
    const signed = encodeSigned(content, header, this.#config.processDataForm)
    const signature = signPlain(this.#identity.privateKey, this.#algorithm.hash, signed)
    return { content, signatureCounter, logTime, signature, bytes: encodeMessage(signed, signature) }
  }

  /** Signs and stores a message, with a new vault in the same write where there is one. */
  commit(state: ElementState, draft: Draft, vault: Vault | null): Result<SignedLog, TseFailure> {
    const log = this.#sign(draft, state.signatureCounter + 1)
    const message: Frame = { kind: 1, payload: log.bytes }
    const stored = this.#store.append(vault === null ? [message] : [vaultFrame(vault), message])
    if (!stored.ok) return err(storeProblem(stored.error))
    if (vault !== null) state.vault = vault
    applyLog(state, { ...log, offset: stored.value.at(-1) ?? 0, length: log.bytes.length })
    return ok(log)
  }

  /** Stores a new vault without a message. */
  storeVault(state: ElementState, vault: Vault): Result<void, TseFailure> {
    const stored = this.#store.append([vaultFrame(vault)])
    if (!stored.ok) return err(storeProblem(stored.error))
    state.vault = vault
    return ok(undefined)
  }
}
