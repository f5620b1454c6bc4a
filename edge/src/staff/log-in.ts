import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { Staff } from '@brotkasten/domain/catalogue/entities'
import { err, ok, type Result } from '@brotkasten/domain/result'
import type { Replica } from '../replica/replica.ts'
import type { BoxStore } from '../store/box-store.ts'
import { pinMatches } from './pin.ts'

const MAX_TRIES = 5
/** Lock after the fifth wrong PIN, doubling with every further one, in milliseconds. */
const LOCK_MS = 30_000
const MAX_LOCK_MS = 3_600_000
/** A log-in lasts one working day. */
const SESSION_MS = 14 * 3_600_000

export type LogInFailure =
  | { readonly kind: 'wrongPin'; readonly triesLeft: number }
  | { readonly kind: 'locked'; readonly retryAfterSeconds: number }

export interface LoggedIn {
  readonly token: string
  readonly staff: Staff
  readonly expiresAt: Date
}

/**
 * Log-in by PIN with lock-out. A token is signed by the box and carries its end, so a restart of the box logs
 * nobody out; rights are read afresh from the replica on every call.
 */
export class LogIn {
  readonly #store: BoxStore
  readonly #replica: Replica
  readonly #key: KeyObject
  readonly #failures

  constructor(store: BoxStore, replica: Replica, secret: string) {
    this.#store = store
    this.#replica = replica
    this.#key = createSecretKey(createHmac('sha256', secret).update('operator sessions').digest())
    this.#failures = {
      get: store.db.prepare('SELECT tries, locked_until FROM log_in_failure WHERE staff_id = ?'),
      put: store.db.prepare(
        'INSERT INTO log_in_failure (staff_id, tries, locked_until) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET tries = excluded.tries, locked_until = excluded.locked_until',
      ),
      clear: store.db.prepare('DELETE FROM log_in_failure WHERE staff_id = ?'),
    }
  }

  /** Checks a PIN. Unknown people fail like a wrong PIN, so that nobody learns who works here. */
  async logIn(staffId: string, pin: string, now: Date): Promise<Result<LoggedIn, LogInFailure>> {
    const failures = this.#failures.get.get(staffId)
    const lockedUntil = failures?.locked_until ? Date.parse(String(failures.locked_until)) : 0
    if (lockedUntil > now.getTime())
      return err({ kind: 'locked', retryAfterSeconds: Math.ceil((lockedUntil - now.getTime()) / 1000) })
    const staff = this.#replica.catalogue.staff.get(staffId)
    if (staff?.active && (await pinMatches(pin, staff.pinHash))) {
      if (failures) await this.#store.commit(() => this.#failures.clear.run(staffId))
      const expiresAt = new Date(now.getTime() + SESSION_MS)
      return ok({ token: this.#token(staffId, expiresAt), staff, expiresAt })
    }
    if (!staff) return err({ kind: 'wrongPin', triesLeft: 0 })
    return err(await this.#countFailure(staffId, now))
  }

  async #countFailure(staffId: string, now: Date): Promise<LogInFailure> {
    return this.#store.commit((): LogInFailure => {
      const tries = Number(this.#failures.get.get(staffId)?.tries ?? 0) + 1
      const wait = tries < MAX_TRIES ? 0 : Math.min(LOCK_MS * 2 ** (tries - MAX_TRIES), MAX_LOCK_MS)
      this.#failures.put.run(staffId, tries, wait === 0 ? null : new Date(now.getTime() + wait).toISOString())
      return wait === 0
        ? { kind: 'wrongPin', triesLeft: MAX_TRIES - tries }
        : { kind: 'locked', retryAfterSeconds: wait / 1000 }
    })
  }

  /** The person behind a token, or null where it is forged, over, or the person no longer works here. */
  whoIs(token: string, now: Date): Staff | null {
    const [staffId = '', end = '', mac = ''] = token
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString())
    const expected = Buffer.from(this.#mac(staffId, end))
    const actual = Buffer.from(mac)
    if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null
    if (Number(end) < now.getTime()) return null
    const staff = this.#replica.catalogue.staff.get(staffId)
    return staff?.active ? staff : null
  }

  #token(staffId: string, expiresAt: Date): string {
    const end = String(expiresAt.getTime())
    return [staffId, end, this.#mac(staffId, end)]
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.')
  }

  #mac(staffId: string, end: string): string {
    return createHmac('sha256', this.#key).update(`${staffId}\n${end}`).digest('base64url')
  }
}
