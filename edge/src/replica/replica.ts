import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { ENTITIES, type EntityName } from '@brotkasten/domain/catalogue/entities'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { type Change, changesSchema, type FeedAnswer } from '@brotkasten/domain/wire/down'
import * as v from 'valibot'
import { type Db, openDb } from '../store/db.ts'
import { REPLICA_MIGRATIONS } from '../store/schema.ts'
import { Catalogue } from './catalogue.ts'

/** Where this box stands in the centre's versions. An empty epoch asks for a snapshot. */
export interface Cursor {
  readonly epoch: string
  readonly version: number
}

export interface ApplyFailure {
  readonly kind: 'hash' | 'schema'
  readonly detail: string
}

/** The box's copy of master data: its own database file, served from memory, replaced only whole. */
export class Replica {
  readonly #db: Db
  #catalogue: Catalogue
  #cursor: Cursor

  private constructor(db: Db) {
    this.#db = db
    const state = db.prepare('SELECT epoch, version FROM state').get()
    this.#cursor = state
      ? { epoch: String(state.epoch), version: Number(state.version) }
      : { epoch: '', version: 0 }
    this.#catalogue = Catalogue.load(db)
  }

  static open(dataDir: string): Replica {
    return new Replica(openDb(join(dataDir, 'replica.db'), REPLICA_MIGRATIONS))
  }

  get cursor(): Cursor {
    return this.#cursor
  }

  /** What the branch sells now. */
  get catalogue(): Catalogue {
    return this.#catalogue
  }

  /**
   * Verifies an answer of the feed and applies it in one transaction. A broken one changes nothing:
   * the last good state stays. Returns how many records changed.
   */
  apply(answer: FeedAnswer, now: Date): Result<number, ApplyFailure> {
    if (createHash('sha256').update(answer.changes).digest('hex') !== answer.hash)
      return err({ kind: 'hash', detail: 'changes do not match their hash' })
    const changes = parseChanges(answer.changes)
    if (!changes.ok) return changes
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      if (answer.snapshot) this.#db.exec('DELETE FROM record')
      this.#write(changes.value)
      this.#advance(answer)
      const next = Catalogue.load(this.#db)
      next.remember(this.#db, now)
      this.#db.exec('COMMIT')
      this.#catalogue = Catalogue.load(this.#db)
    } catch (error) {
      this.#db.exec('ROLLBACK')
      throw error
    }
    this.#cursor = { epoch: answer.epoch, version: answer.version }
    return ok(changes.value.length)
  }

  #write(changes: readonly Change[]): void {
    const put = this.#db.prepare(
      'INSERT INTO record (entity, id, data) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET data = excluded.data',
    )
    const remove = this.#db.prepare('DELETE FROM record WHERE entity = ? AND id = ?')
    for (const change of changes) {
      if (change.data === null) remove.run(change.entity, change.id)
      else put.run(change.entity, change.id, JSON.stringify(change.data))
    }
  }

  #advance(answer: FeedAnswer): void {
    this.#db
      .prepare(
        `INSERT INTO state (one, epoch, version, local_version) VALUES (1, ?, ?, 1)
         ON CONFLICT DO UPDATE SET epoch = excluded.epoch, version = excluded.version, local_version = local_version + 1`,
      )
      .run(answer.epoch, answer.version)
  }

  close(): void {
    this.#db.close()
  }
}

/** Parses the changes and every record in them by the schema of its entity. */
function parseChanges(text: string): Result<Change[], ApplyFailure> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err({ kind: 'schema', detail: 'changes are not JSON' })
  }
  const parsed = v.safeParse(changesSchema, json)
  if (!parsed.success) return err({ kind: 'schema', detail: describe('changes', parsed.issues[0]) })
  for (const change of parsed.output) {
    if (change.data === null) continue
    const schema: v.GenericSchema = ENTITIES[change.entity satisfies EntityName]
    const record = v.safeParse(schema, change.data)
    if (!record.success)
      return err({ kind: 'schema', detail: describe(`${change.entity} ${change.id}`, record.issues[0]) })
  }
  return ok(parsed.output)
}

const describe = (what: string, issue: v.BaseIssue<unknown>): string =>
  `${what}: ${v.getDotPath(issue) ?? ''} ${issue.message}`
