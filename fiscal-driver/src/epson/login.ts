import { createHash } from 'node:crypto'
import { ok } from '@brotkasten/domain/result'
import type { EpsonFailure } from './errors.ts'
import type { EpsonLink, EpsonResult } from './link.ts'

export interface EpsonSecrets {
  /** Five digits each. */
  readonly adminPin: string
  readonly timeAdminPin: string
  /** Shared secret of host and device; the maker's default is `EPSONKEY`. */
  readonly sharedSecret: string
}

export const ADMIN = 'Administrator'
export const TIME_ADMIN = 'TimeAdmin'

/** base64(SHA-256(challenge + shared secret)). */
export const challengeHash = (challenge: string, sharedSecret: string): string =>
  createHash('sha256').update(challenge).update(sharedSecret).digest('base64')

/**
 * Logs hosts and tills in. A refused PIN is never tried again by itself: the third miss blocks it.
 */
export class EpsonLogin {
  #secrets: EpsonSecrets
  #refused: EpsonFailure | null = null
  /** Tills that may sign on this connection. */
  #tills = new Set<string>()
  #admin = false

  constructor(secrets: EpsonSecrets) {
    this.#secrets = secrets
  }

  /** A new connection knows nobody. */
  forget(): void {
    this.#tills.clear()
    this.#admin = false
  }

  /** Lets a till sign; once per connection. */
  async till(link: EpsonLink, clientId: string): EpsonResult<void> {
    if (this.#tills.has(clientId)) return ok(undefined)
    const done = await this.#login(link, clientId, (hash) =>
      link.call('AuthenticateUserForTimeAdmin', { clientId, pin: this.#secrets.timeAdminPin, hash }),
    )
    if (done.ok) this.#tills.add(clientId)
    return done
  }

  /** Runs `work` as time administrator; logging out also ends the sessions of the tills. */
  async asTimeAdmin<T>(link: EpsonLink, work: () => EpsonResult<T>): EpsonResult<T> {
    const login = await this.till(link, TIME_ADMIN)
    if (!login.ok) return login
    const result = await work()
    if (link.isOpen) await link.call('LogOutForTimeAdmin', { clientId: TIME_ADMIN })
    this.#tills.clear()
    return result
  }

  /**
   * Runs `work` as administrator. He stays logged in until the connection ends: every login is signed and counted, and
   * neither reading the state nor an export may cost signatures. Where the device has logged him out, once more.
   */
  async asAdmin<T>(link: EpsonLink, work: () => EpsonResult<T>): EpsonResult<T> {
    const login = this.#admin ? ok(undefined) : await this.#openAdmin(link)
    if (!login.ok) return login
    const result = await work()
    if (result.ok || result.error.code !== 'OTHER_ERROR_UNAUTHENTICATED_ADMIN_USER') return result
    const again = await this.#openAdmin(link)
    return again.ok ? work() : again
  }

  /** Logs the administrator out before the connection is closed. */
  async end(link: EpsonLink): Promise<void> {
    if (this.#admin && link.isOpen) await link.call('LogOutForAdmin', {})
    this.forget()
  }

  async #openAdmin(link: EpsonLink): EpsonResult<void> {
    const { adminPin: pin } = this.#secrets
    const done = await this.#login(link, ADMIN, (hash) =>
      link.call('AuthenticateUserForAdmin', { userId: ADMIN, pin, hash }),
    )
    this.#admin = done.ok
    return done
  }

  async #login(
    link: EpsonLink,
    userId: string,
    authenticate: (hash: string) => EpsonResult<object>,
  ): EpsonResult<void> {
    if (this.#refused !== null) return { ok: false, error: this.#refused }
    const challenge = await link.call('GetChallenge', { userId })
    if (!challenge.ok) return challenge
    const done = await authenticate(challengeHash(challenge.value.challenge, this.#secrets.sharedSecret))
    if (done.ok) return ok(undefined)
    if (done.error.kind === 'pin') this.#refused = done.error
    return done
  }
}
