import { err, ok } from '@brotkasten/domain/result'
import { USER } from './commands.ts'
import { codeOf, type SwissbitFailure } from './errors.ts'
import type { SwissbitExchange, SwissbitResult } from './exchange.ts'
import type { SwissbitSecrets } from './secrets.ts'

export type SwissbitUser = keyof typeof USER

/**
 * Who is logged in. How to log out is not public, so a login lasts until the power is cut; and a PIN that was refused is
 * never tried again by itself, because the third miss blocks it.
 */
export class SwissbitLogin {
  readonly #secrets: Pick<SwissbitSecrets, 'adminPin' | 'timeAdminPin'>
  readonly #users = new Set<SwissbitUser>()
  #refused: SwissbitFailure | null = null

  constructor(secrets: Pick<SwissbitSecrets, 'adminPin' | 'timeAdminPin'>) {
    this.#secrets = secrets
  }

  /** After a power cut nobody is logged in. */
  forget(): void {
    this.#users.clear()
  }

  /** Runs `work` logged in; where the device knows of no login any more, once again after a fresh one. */
  async as<T>(
    user: SwissbitUser,
    exchange: SwissbitExchange,
    work: () => SwissbitResult<T>,
  ): SwissbitResult<T> {
    const login = await this.#login(user, exchange)
    if (!login.ok) return login
    const result = await work()
    if (result.ok || result.error.code !== codeOf('notAuthorised')) return result
    this.#users.delete(user)
    const again = await this.#login(user, exchange)
    return again.ok ? work() : again
  }

  async #login(user: SwissbitUser, exchange: SwissbitExchange): SwissbitResult<void> {
    if (this.#users.has(user)) return ok(undefined)
    if (this.#refused !== null) return err(this.#refused)
    const pin = user === 'admin' ? this.#secrets.adminPin : this.#secrets.timeAdminPin
    const done = await exchange.call('login', { user: USER[user], pin })
    if (done.ok) {
      this.#users.add(user)
      return ok(undefined)
    }
    if (done.error.kind === 'pin') this.#refused = done.error
    return done
  }
}
