import { createHash, randomBytes, randomInt } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Register } from '../selling/seller.ts'
import type { BoxStore } from '../store/box-store.ts'

/** Letters and digits nobody mistakes for one another. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const CODE_MS = 15 * 60_000

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
const readable = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '')

export interface PairedRegister extends Register {
  readonly name: string
}

export type PairFailure = 'codeUnknown' | 'codeExpired'

/**
 * Terminals and their registers. A code names the register it is for (or a new one), works once and for a quarter
 * of an hour; pairing again moves the register to the new terminal.
 */
export class Pairing {
  readonly #store: BoxStore
  readonly #boxId: string
  /** Registers by token hash: every request of a terminal asks. */
  readonly #known = new Map<string, PairedRegister>()
  readonly #sql

  constructor(store: BoxStore, boxId: string) {
    this.#store = store
    this.#boxId = boxId
    const { db } = store
    this.#sql = {
      registers: db.prepare('SELECT id, name, serial FROM register ORDER BY rowid'),
      byToken: db.prepare(
        'SELECT register.id, name, serial FROM terminal JOIN register ON register.id = terminal.register_id WHERE token_hash = ?',
      ),
      putCode: db.prepare('INSERT INTO pairing_code (code_hash, register_id, expires_at) VALUES (?, ?, ?)'),
      code: db.prepare('SELECT register_id, expires_at FROM pairing_code WHERE code_hash = ?'),
      dropCode: db.prepare('DELETE FROM pairing_code WHERE code_hash = ? OR expires_at < ?'),
      pair: db.prepare(
        'INSERT INTO terminal (register_id, token_hash, paired_at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET token_hash = excluded.token_hash, paired_at = excluded.paired_at',
      ),
    }
  }

  /** All registers of this box, oldest first. */
  registers(): PairedRegister[] {
    return this.#sql.registers
      .all()
      .map((row) => ({ id: String(row.id), name: String(row.name), serial: String(row.serial) }))
  }

  /** A fresh code for a register, or for a new one (null). */
  async issue(registerId: string | null, now: Date): Promise<{ code: string; expiresAt: Date }> {
    const code = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
    const expiresAt = new Date(now.getTime() + CODE_MS)
    await this.#store.commit(() => this.#sql.putCode.run(hash(code), registerId, expiresAt.toISOString()))
    return { code: `${code.slice(0, 4)}-${code.slice(4)}`, expiresAt }
  }

  /** Turns a code into a register and the terminal's token; the code is used up. */
  async redeem(
    code: string,
    now: Date,
  ): Promise<{ register: PairedRegister; token: string; isNew: boolean } | PairFailure> {
    const token = randomBytes(32).toString('base64url')
    const paired = await this.#store.commit((book) => {
      const row = this.#sql.code.get(hash(readable(code)))
      if (!row) return 'codeUnknown' as const
      this.#sql.dropCode.run(hash(readable(code)), now.toISOString())
      if (Date.parse(String(row.expires_at)) < now.getTime()) return 'codeExpired' as const
      const known = this.registers()
      const existing = known.find((register) => register.id === row.register_id)
      const register = existing ?? this.#newRegister(known.length + 1)
      if (!existing) {
        const body = { registerId: register.id, serial: register.serial, name: register.name }
        book({ id: uuidv7(), kind: 'register.opened', time: now.toISOString(), body })
      }
      this.#sql.pair.run(register.id, hash(token), now.toISOString())
      return { register, token, isNew: !existing }
    })
    this.#known.clear()
    return paired
  }

  /** The register a terminal speaks for, or null for an unknown token. */
  registerOf(token: string): PairedRegister | null {
    const key = hash(token)
    const known = this.#known.get(key)
    if (known) return known
    const row = this.#sql.byToken.get(key)
    if (!row) return null
    const register = { id: String(row.id), name: String(row.name), serial: String(row.serial) }
    this.#known.set(key, register)
    return register
  }

  /** Serial of at most 20 letters, digits and hyphens: safe as a TSE client id everywhere. */
  #newRegister(count: number): PairedRegister {
    const box = this.#boxId.replaceAll('-', '').slice(-8).toUpperCase()
    return { id: uuidv7(), name: `Kasse ${count}`, serial: `BK-${box}-${count}` }
  }
}
