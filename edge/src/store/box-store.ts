import { join } from 'node:path'
import { type Fact, type JournalEntry, readEntry } from '@brotkasten/domain/journal/entry'
import type { Kind } from '@brotkasten/domain/journal/kinds'
import { v7 as uuidv7 } from 'uuid'
import { Committer } from './committer.ts'
import { type Db, openDb } from './db.ts'
import { Journal, type NewEntry } from './journal.ts'
import { PROJECTION_TABLES, projector } from './projections.ts'
import { JOURNAL_MIGRATIONS } from './schema.ts'

/** Appends a fact and folds it into the projections, in the running transaction. */
export type Book = <K extends Kind>(entry: NewEntry<K>) => JournalEntry

/** `journal.db` of a box: the journal, its projections, and the one way to write to them. */
export class BoxStore {
  readonly db: Db
  readonly journal: Journal
  /** Names this database for the centre; a re-imaged box gets a new one. */
  readonly epoch: string
  readonly #committer: Committer
  readonly #project: ReturnType<typeof projector>
  readonly #listeners = new Set<() => void>()

  private constructor(db: Db) {
    this.db = db
    this.journal = new Journal(db)
    this.epoch = epochOf(db)
    this.#project = projector(db)
    this.#committer = new Committer(db, () => this.journal.reload())
  }

  /** Opens or creates the journal in a data folder. Throws where its schema is newer than this program. */
  static open(dataDir: string): BoxStore {
    return new BoxStore(openDb(join(dataDir, 'journal.db'), JOURNAL_MIGRATIONS))
  }

  /** Runs `work` in the next group commit; what it wrote is durable when the promise resolves. */
  async commit<T>(work: (book: Book) => T): Promise<T> {
    const before = this.journal.lastSeq
    const value = await this.#committer.commit(() => work((entry) => this.#book(entry)))
    if (this.journal.lastSeq !== before) for (const listener of this.#listeners) listener()
    return value
  }

  /** Books one fact durably. */
  async book<K extends Kind>(entry: NewEntry<K>): Promise<JournalEntry> {
    return this.commit((book) => book(entry))
  }

  /** Calls `listener` after commits that may have grown the journal. */
  onGrowth(listener: () => void): void {
    this.#listeners.add(listener)
  }

  #book<K extends Kind>(entry: NewEntry<K>): JournalEntry {
    const stored = this.journal.append(entry)
    this.#project({ kind: entry.kind, version: stored.version, body: entry.body } as Fact, stored)
    return stored
  }

  /** Throws all projections away and folds the journal anew, in one transaction. */
  rebuildProjections(): Promise<void> {
    return this.#committer.commit(() => {
      for (const table of PROJECTION_TABLES) this.db.exec(`DELETE FROM ${table}`)
      for (let seq = 0; ; ) {
        const page = this.journal.after(seq, 1000)
        for (const entry of page) {
          const fact = readEntry(entry)
          if (!fact.ok)
            throw new Error(
              `journal entry ${entry.seq} is unreadable: ${fact.error.kind} ${fact.error.detail}`,
            )
          this.#project(fact.value, entry)
          seq = entry.seq
        }
        if (page.length === 0) return
      }
    })
  }

  close(): void {
    this.db.close()
  }
}

function epochOf(db: Db): string {
  const stored = db.prepare("SELECT value FROM meta WHERE key = 'epoch'").get()
  if (stored) return String(stored.value)
  const epoch = uuidv7()
  db.prepare("INSERT INTO meta (key, value) VALUES ('epoch', ?)").run(epoch)
  return epoch
}
