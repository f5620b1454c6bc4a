import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { join } from 'node:path'
import type { JournalEntry } from '@brotkasten/domain/journal/entry'
import Database from 'libsql'

/** The bytes a sale of the box really writes and signs, taken from one it made. */
export interface SaleBytes {
  readonly intent: string
  readonly entry: JournalEntry
  readonly event: string
  /** Log messages as the TSE signs them: Start and Finish. */
  readonly messages: readonly Uint8Array[]
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS journal (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    version INTEGER NOT NULL, time TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS intent (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS event (id INTEGER PRIMARY KEY AUTOINCREMENT, data TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS receipt (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, gross INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS total (rate INTEGER PRIMARY KEY, gross INTEGER NOT NULL) STRICT;`

/**
 * The physical limit of a sale on this disk and processor: its bytes in two commits with fsync (WAL, FULL) on one
 * connection, and its two signatures; no HTTP, no checks, no hash chain, no sharing of commits.
 */
export class BareSale {
  readonly #db: InstanceType<typeof Database>
  readonly #key: KeyObject
  readonly #bytes: SaleBytes
  readonly #sql
  #seq: number

  constructor(folder: string, bytes: SaleBytes) {
    this.#bytes = bytes
    this.#key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const db = new Database(join(folder, 'bare.db'))
    this.#db = db
    db.exec('PRAGMA journal_mode = WAL')
    db.exec('PRAGMA synchronous = FULL')
    db.exec(TABLES)
    this.#sql = {
      intent: db.prepare('INSERT INTO intent VALUES (?, ?)'),
      done: db.prepare('DELETE FROM intent WHERE id = ?'),
      journal: db.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)'),
      receipt: db.prepare('INSERT INTO receipt VALUES (?, ?, ?)'),
      total: db.prepare('INSERT INTO total VALUES (?, 1) ON CONFLICT DO UPDATE SET gross = gross + 1'),
      event: db.prepare('INSERT INTO event (data) VALUES (?)'),
    }
    this.#seq = 0
  }

  /** One sale's worth of work; synchronous, as the disk is. */
  sell(): void {
    const { entry, intent, event, messages } = this.#bytes
    const [start = new Uint8Array(), finish = new Uint8Array()] = messages
    this.#seq += 1
    const id = `${entry.id}-${this.#seq}`
    this.#sign(start)
    this.#commit(() => this.#sql.intent.run(id, intent))
    this.#sign(finish)
    this.#commit(() => {
      this.#sql.journal.run(this.#seq, id, entry.kind, entry.version, entry.time, entry.body, entry.hash)
      this.#sql.receipt.run(id, this.#seq, 1)
      this.#sql.total.run(1)
      this.#sql.total.run(2)
      this.#sql.event.run(event)
      this.#sql.done.run(id)
    })
  }

  #sign(message: Uint8Array): void {
    sign('sha256', message, { key: this.#key, dsaEncoding: 'ieee-p1363' })
  }

  #commit(work: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE')
    work()
    this.#db.exec('COMMIT')
  }

  close(): void {
    this.#db.close()
  }
}
