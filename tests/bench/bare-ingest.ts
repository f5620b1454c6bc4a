import { join } from 'node:path'
import type { JournalEntry } from '@brotkasten/domain/journal/entry'
import Database from 'libsql'
import type { Round } from './figures.ts'

const TABLE = `CREATE TABLE entry (position INTEGER PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL, version INTEGER NOT NULL, time TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL) STRICT`
const INSERT = 'INSERT INTO entry (seq, id, kind, version, time, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?)'

/**
 * The physical limit of taking journals: the same entries into one file per box, each batch in one commit with fsync
 * (WAL, FULL); no HTTP, no unpacking, no checks, no sums.
 */
export function bareIngest(
  folder: string,
  boxes: number,
  batches: readonly (readonly JournalEntry[])[],
): Round {
  const files = Array.from({ length: boxes }, (_, index) => {
    const db = new Database(join(folder, `bare-${index}.db`))
    db.exec('PRAGMA journal_mode = WAL')
    db.exec('PRAGMA synchronous = FULL')
    db.exec(TABLE)
    return { db, insert: db.prepare(INSERT) }
  })
  const began = performance.now()
  for (const entries of batches) {
    for (const { db, insert } of files) {
      db.exec('BEGIN IMMEDIATE')
      for (const { seq, id, kind, version, time, body, hash } of entries)
        insert.run(seq, id, kind, version, time, body, hash)
      db.exec('COMMIT')
    }
  }
  const seconds = (performance.now() - began) / 1000
  for (const { db } of files) db.close()
  return { count: boxes * batches.reduce((sum, entries) => sum + entries.length, 0), seconds, latencies: [] }
}
