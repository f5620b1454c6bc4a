import { err, ok } from '@brotkasten/domain/result'
import { LOGIN } from './commands.ts'
import type { DnFailure } from './errors.ts'
import type { DnLink, DnResult } from './link.ts'

/** Users of the device and their PINs. */
export interface DnSecrets {
  readonly admin: { readonly user: string; readonly pin: string }
  readonly timeAdmin: { readonly user: string; readonly pin: string }
}

const RESULTS: { readonly [result: number]: string } = {
  [LOGIN.failed]: 'wrong PIN',
  [LOGIN.blocked]: 'PIN blocked',
  [LOGIN.unknownUser]: 'unknown user',
}

/** Logs in and out. A refused PIN is never tried again by itself: the third miss blocks it. */
export class DnLogin {
  readonly #secrets: DnSecrets
  #refused: DnFailure | null = null

  constructor(secrets: DnSecrets) {
    this.#secrets = secrets
  }

  /** Runs `work` logged in, and logs out whatever came of it. */
  async as<T>(who: keyof DnSecrets, link: DnLink, slot: number, work: () => DnResult<T>): DnResult<T> {
    if (this.#refused !== null) return err(this.#refused)
    const { user, pin } = this.#secrets[who]
    const login = await link.call('login', { slot, user, pin })
    // With an expired certificate the login is reported as failed, and has succeeded all the same.
    if (!login.ok && login.error.kind !== 'expired') return login
    if (login.ok && login.value.result > LOGIN.ok) {
      const words = RESULTS[login.value.result] ?? `result ${login.value.result}`
      this.#refused = { kind: 'pin', detail: `${user}: ${words}` }
      return err(this.#refused)
    }
    const result = await work()
    if (link.isOpen) await link.call('logout', { slot, user })
    return result.ok ? ok(result.value) : result
  }
}
