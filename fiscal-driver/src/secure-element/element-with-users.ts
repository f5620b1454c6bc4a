import { ok } from '@brotkasten/domain/result'
import type { LogContent } from '../log/log-message.ts'
import { systemData } from '../log/system-data.ts'
import { ElementCore, type ElementResult } from './element-core.ts'
import type { SignedLog } from './signer.ts'
import { checkPin, checkPuk, type PinOutcome, setSecret } from './users.ts'

const resultByte = { ok: 0, failed: 1, blocked: 2, unknownUser: 3 } as const

/** An element that knows its users by PIN; every try is counted and signed. */
export class ElementWithUsers extends ElementCore {
  readonly #loggedIn = new Set<string>()

  override powerCycle(): void {
    super.powerCycle()
    this.#loggedIn.clear()
  }

  /** Sets PIN and PUK of a user without a message, as at the first start of a device. */
  setUser(user: string, pin: Uint8Array, puk: Uint8Array): ElementResult<void> {
    return this.storeVault(setSecret(this.state.vault, user, pin, puk, this.config.pinTries))
  }

  /** Stores a switch of the family that survives power cycles. */
  setSetting(name: string, value: string): ElementResult<void> {
    const { vault } = this.state
    return this.storeVault({ ...vault, settings: { ...vault.settings, [name]: value } })
  }

  /** Checks a PIN; the try is counted and signed whatever comes out. */
  authenticate(user: string, role: string, pin: Uint8Array, now: Date): ElementResult<PinOutcome> {
    const [outcome, vault] = checkPin(this.state.vault, user, pin, this.config.pinTries)
    const data = systemData(user, role, Uint8Array.of(resultByte[outcome.result]))
    const content: LogContent = {
      kind: 'system',
      operation: 'authenticateUser',
      data,
      origin: null,
      user: null,
    }
    const signed = this.commit(content, now, vault)
    if (!signed.ok) return signed
    if (outcome.result === 'ok') this.#loggedIn.add(user)
    return ok(outcome)
  }

  /** Sets a new PIN by PUK. */
  unblock(user: string, puk: Uint8Array, newPin: Uint8Array, now: Date): ElementResult<PinOutcome> {
    const [outcome, vault] = checkPuk(this.state.vault, user, puk, newPin, this.config.pinTries)
    const data = systemData(user, Uint8Array.of(resultByte[outcome.result]))
    const content: LogContent = { kind: 'system', operation: 'unblockUser', data, origin: null, user: null }
    const signed = this.commit(content, now, vault)
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
