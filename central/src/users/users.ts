import { err, ok, type Result } from '@brotkasten/domain/result'
import { v7 as uuidv7 } from 'uuid'
import * as v from 'valibot'
import { after, type Clock } from '../clock.ts'
import { KeyedMutex } from '../mutex.ts'
import { newSecret, sha256Hex } from '../secret.ts'
import { all, type Db, first, must } from '../store/db.ts'
import { lockMs } from './lock-out.ts'
import { checkPassword, hashPassword, PASSWORD_COST } from './password.ts'

const SESSION_MS = 12 * 3_600_000

const branchesColumn = v.nullable(v.pipe(v.string(), v.parseJson(), v.array(v.string())))
const userRow = v.object({
  id: v.string(),
  name: v.string(),
  role: v.picklist(['viewer', 'admin']),
  branches: branchesColumn,
})
/** An HQ user; `branches` null means all. */
export type User = v.InferOutput<typeof userRow>

const secretRow = v.object({
  ...userRow.entries,
  password_hash: v.string(),
  failures: v.number(),
  locked_until: v.nullable(v.string()),
})

export interface NewUser {
  readonly name: string
  readonly password: string
  readonly role: User['role']
  readonly branches: readonly string[] | null
}

export interface Session {
  readonly token: string
  readonly user: User
  readonly expiresAt: string
}

export type LogInFailure =
  | { readonly kind: 'wrongLogin' }
  | { readonly kind: 'locked'; readonly retryAfterSeconds: number }

/** Accounts and sessions of headquarters. Passwords and session tokens are stored as hashes only. */
export class Users {
  readonly #db: Db
  readonly #clock: Clock
  readonly #logins = new KeyedMutex()
  /** Checked for unknown names, so that a guess takes as long as for a known one. */
  readonly #nobody: Promise<string>
  readonly #cost: number

  constructor(db: Db, clock: Clock, cost = PASSWORD_COST) {
    this.#db = db
    this.#clock = clock
    this.#cost = cost
    this.#nobody = hashPassword(newSecret(), cost)
  }

  /** Creates an account; with `onlyFirst` nothing where there is one already. */
  async create(user: NewUser, onlyFirst = false): Promise<Result<User, 'nameTaken' | 'notFirst'>> {
    const { name, role, branches } = user
    const id = uuidv7()
    const inserted = await this.#db.write([
      {
        sql: `INSERT INTO user (id, name, role, branches, password_hash, created_at)
              SELECT ?, ?, ?, ?, ?, ? WHERE ? = 0 OR NOT EXISTS (SELECT 1 FROM user)`,
        args: [
          id,
          name,
          role,
          branches && JSON.stringify(branches),
          await hashPassword(user.password, this.#cost),
          this.#clock().toISOString(),
          onlyFirst ? 1 : 0,
        ],
        changes: 1,
      },
    ])
    if (!inserted.ok) return err(onlyFirst ? 'notFirst' : 'nameTaken')
    return ok({ id, name, role, branches: branches && [...branches] })
  }

  list(): Promise<User[]> {
    return all(this.#db, userRow, 'SELECT id, name, role, branches FROM user ORDER BY name')
  }

  /** Removes an account and its sessions; false where there is none. The last chain administrator stays. */
  async remove(id: string): Promise<boolean> {
    const removed = await this.#db.write([
      {
        sql: `DELETE FROM user WHERE id = ? AND EXISTS (
                SELECT 1 FROM user WHERE id <> ? AND role = 'admin' AND branches IS NULL)`,
        args: [id, id],
        changes: 1,
      },
    ])
    return removed.ok
  }

  /** Checks a password; wrong ones in a row close the account for a growing while. */
  logIn(name: string, password: string): Promise<Result<Session, LogInFailure>> {
    return this.#logins.run(name.toLowerCase(), () => this.#logIn(name, password))
  }

  async #logIn(name: string, password: string): Promise<Result<Session, LogInFailure>> {
    const row = await first(
      this.#db,
      secretRow,
      'SELECT id, name, role, branches, password_hash, failures, locked_until FROM user WHERE name = ?',
      [name],
    )
    const now = this.#clock()
    const lockedFor = row?.locked_until ? Date.parse(row.locked_until) - now.getTime() : 0
    if (lockedFor > 0) return err({ kind: 'locked', retryAfterSeconds: Math.ceil(lockedFor / 1000) })
    const right = await checkPassword(password, row?.password_hash ?? (await this.#nobody))
    if (row === null) return err({ kind: 'wrongLogin' })
    if (!right) return this.#wrong(row.id, row.failures + 1, now)
    const { id, role, branches } = row
    return ok(await this.#begin({ id, name: row.name, role, branches }, now))
  }

  async #wrong(id: string, failures: number, now: Date): Promise<Result<never, LogInFailure>> {
    const ms = lockMs(failures)
    const until = ms === 0 ? null : after(now, ms)
    const sql = 'UPDATE user SET failures = ?, locked_until = ? WHERE id = ?'
    await must(this.#db, [{ sql, args: [failures, until, id] }])
    return err(
      ms === 0 ? { kind: 'wrongLogin' } : { kind: 'locked', retryAfterSeconds: Math.ceil(ms / 1000) },
    )
  }

  async #begin(user: User, now: Date): Promise<Session> {
    const token = newSecret()
    const expiresAt = after(now, SESSION_MS)
    await must(this.#db, [
      { sql: 'UPDATE user SET failures = 0, locked_until = NULL WHERE id = ?', args: [user.id] },
      { sql: 'DELETE FROM session WHERE expires_at < ?', args: [now.toISOString()] },
      { sql: 'INSERT INTO session VALUES (?, ?, ?)', args: [sha256Hex(token), user.id, expiresAt] },
    ])
    return { token, user, expiresAt }
  }

  /** The user of a session token, or null where it is unknown or over. */
  bySession(token: string): Promise<User | null> {
    return first(
      this.#db,
      userRow,
      `SELECT user.id, name, role, branches FROM session JOIN user ON user.id = user_id
       WHERE hash = ? AND expires_at > ?`,
      [sha256Hex(token), this.#clock().toISOString()],
    )
  }

  logOut(token: string): Promise<void> {
    return must(this.#db, [{ sql: 'DELETE FROM session WHERE hash = ?', args: [sha256Hex(token)] }])
  }
}
