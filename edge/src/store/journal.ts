import { createHash } from 'node:crypto'
import { chainHash, GENESIS } from '@brotkasten/domain/journal/chain'
import type { JournalEntry } from '@brotkasten/domain/journal/entry'
import { type Body, CURRENT_VERSION, type Kind } from '@brotkasten/domain/journal/kinds'
import type { Db, Row, Statement } from './db.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const toEntry = (row: Row): JournalEntry => ({
  seq: Number(row.seq),
  id: String(row.id),
  kind: String(row.kind),
  version: Number(row.version),
  time: String(row.time),
  body: String(row.body),
  hash: String(row.hash),
})

/** A fact about to be written: the id is given by whoever caused it. */
export interface NewEntry<K extends Kind = Kind> {
  readonly id: string
  readonly kind: K
  /** UTC instant, ISO 8601 with milliseconds. */
  readonly time: string
  readonly body: Body<K>
}

/** The append-only journal of this box. `append` only inside a committer job. */
export class Journal {
  readonly #insert: Statement
  readonly #byId: Statement
  readonly #after: Statement
  readonly #last: Statement
  #tail: { seq: number; hash: string }

  constructor(db: Db) {
    this.#insert = db.prepare(
      'INSERT INTO journal (seq, id, kind, version, time, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    this.#byId = db.prepare('SELECT seq, id, kind, version, time, body, hash FROM journal WHERE id = ?')
    this.#after = db.prepare(
      'SELECT seq, id, kind, version, time, body, hash FROM journal WHERE seq > ? ORDER BY seq LIMIT ?',
    )
    this.#last = db.prepare('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1')
    this.#tail = this.#readTail()
  }

  #readTail(): { seq: number; hash: string } {
    const row = this.#last.get()
    return row ? { seq: Number(row.seq), hash: String(row.hash) } : { seq: 0, hash: GENESIS }
  }

  /** Forgets what memory held of the tail after a rollback. */
  reload(): void {
    this.#tail = this.#readTail()
  }

  /** Sequence number of the last entry, 0 before the first. */
  get lastSeq(): number {
    return this.#tail.seq
  }

  /** Appends one fact; throws where the id is already in the journal (look before). */
  append<K extends Kind>(entry: NewEntry<K>): JournalEntry {
    const fields = {
      seq: this.#tail.seq + 1,
      id: entry.id,
      kind: entry.kind,
      version: CURRENT_VERSION[entry.kind],
      time: entry.time,
      body: JSON.stringify(entry.body),
    }
    const hash = chainHash(this.#tail.hash, fields, sha256)
    this.#insert.run(fields.seq, fields.id, fields.kind, fields.version, fields.time, fields.body, hash)
    this.#tail = { seq: fields.seq, hash }
    return { ...fields, hash }
  }

  /** The entry somebody caused with this id, if it was booked. */
  find(id: string): JournalEntry | null {
    const row = this.#byId.get(id)
    return row ? toEntry(row) : null
  }

  /** Entries after a sequence number, oldest first, at most `limit`. */
  after(seq: number, limit: number): JournalEntry[] {
    return this.#after.all(seq, limit).map(toEntry)
  }
}
