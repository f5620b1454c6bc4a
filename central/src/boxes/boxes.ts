import { err, ok, type Result } from '@brotkasten/domain/result'
import { v7 as uuidv7 } from 'uuid'
import * as v from 'valibot'
import { after, type Clock } from '../clock.ts'
import { newSecret, sameSecret, sha256Hex } from '../secret.ts'
import { all, type Db, first, must } from '../store/db.ts'
import { newCode, plainCode } from './code.ts'

const CODE_MS = 15 * 60_000

const boxRow = v.object({
  id: v.string(),
  branch_id: v.string(),
  software_version: v.string(),
  enrolled_at: v.string(),
  revoked_at: v.nullable(v.string()),
})
export type BoxRow = v.InferOutput<typeof boxRow>

/** A box that has shown its credential. */
export interface Box {
  readonly boxId: string
  readonly branchId: string
}

const credentialRow = v.object({ id: v.string(), branch_id: v.string(), secret_hash: v.string() })
const codeRow = v.object({ branch_id: v.string(), expires_at: v.string(), used_at: v.nullable(v.string()) })

export type CodeFailure = 'codeUnknown' | 'codeUsed' | 'codeExpired'

/** Boxes, their credentials and the codes that make them. Secrets and codes are stored as hashes only. */
export class Boxes {
  readonly #db: Db
  readonly #clock: Clock

  constructor(db: Db, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  /** A code that makes one box of the branch within fifteen minutes. */
  async issueCode(branchId: string, userId: string): Promise<{ code: string; expiresAt: string }> {
    const code = newCode()
    const now = this.#clock()
    const expiresAt = after(now, CODE_MS)
    const sql = `INSERT INTO enrolment_code (hash, branch_id, created_by, created_at, expires_at)
                 VALUES (?, ?, ?, ?, ?)`
    const args = [sha256Hex(plainCode(code)), branchId, userId, now.toISOString(), expiresAt]
    await must(this.#db, [{ sql, args }])
    return { code, expiresAt }
  }

  /** Turns a code into a box; of two that come at once with the same code one is refused. */
  async enrol(
    typed: string,
    softwareVersion: string,
  ): Promise<Result<Box & { secret: string }, CodeFailure>> {
    const hash = sha256Hex(plainCode(typed))
    const now = this.#clock().toISOString()
    const sql = 'SELECT branch_id, expires_at, used_at FROM enrolment_code WHERE hash = ?'
    const code = await first(this.#db, codeRow, sql, [hash])
    if (code === null) return err('codeUnknown')
    if (code.used_at !== null) return err('codeUsed')
    if (code.expires_at <= now) return err('codeExpired')
    const boxId = uuidv7()
    const secret = newSecret()
    const written = await this.#db.write([
      {
        sql: 'INSERT INTO box (id, branch_id, secret_hash, software_version, enrolled_at) VALUES (?, ?, ?, ?, ?)',
        args: [boxId, code.branch_id, sha256Hex(secret), softwareVersion, now],
      },
      {
        sql: 'UPDATE enrolment_code SET used_at = ?, box_id = ? WHERE hash = ? AND used_at IS NULL',
        args: [now, boxId, hash],
        changes: 1,
      },
    ])
    return written.ok ? ok({ boxId, branchId: code.branch_id, secret }) : err('codeUsed')
  }

  /** The box of a credential, or null where it is wrong or revoked. */
  async authenticate(boxId: string, secret: string): Promise<Box | null> {
    const sql = 'SELECT id, branch_id, secret_hash FROM box WHERE id = ? AND revoked_at IS NULL'
    const row = await first(this.#db, credentialRow, sql, [boxId])
    if (row === null || !sameSecret(sha256Hex(secret), row.secret_hash)) return null
    return { boxId: row.id, branchId: row.branch_id }
  }

  list(): Promise<BoxRow[]> {
    const sql = 'SELECT id, branch_id, software_version, enrolled_at, revoked_at FROM box ORDER BY id'
    return all(this.#db, boxRow, sql)
  }

  /** A box by its id, revoked or not. */
  find(boxId: string): Promise<BoxRow | null> {
    const sql = 'SELECT id, branch_id, software_version, enrolled_at, revoked_at FROM box WHERE id = ?'
    return first(this.#db, boxRow, sql, [boxId])
  }

  /** Takes a box its credential for good. */
  revoke(boxId: string): Promise<void> {
    const sql = 'UPDATE box SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL'
    return must(this.#db, [{ sql, args: [this.#clock().toISOString(), boxId] }])
  }
}
