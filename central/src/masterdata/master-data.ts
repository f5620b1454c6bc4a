import {
  type Article,
  articleSchema,
  type Branch,
  branchSchema,
  type PriceList,
  type ProductGroup,
  priceListSchema,
  productGroupSchema,
} from '@brotkasten/domain/catalogue/entities'
import { err, ok, type Result } from '@brotkasten/domain/result'
import * as v from 'valibot'
import type { Clock } from '../clock.ts'
import { KeyedMutex } from '../mutex.ts'
import { all, type Db, first, must, type Statement } from '../store/db.ts'
import { auditRow, auditStatement } from './audit.ts'
import { concernedBranches } from './concerned.ts'
import { type BrokenReference, brokenReference, type Import, wantedOf } from './import.ts'
import { keyOf, type PlannedChange, planChanges } from './plan.ts'
import { RECORD_COLUMNS, type RecordName, recordRow, type StoredRecord, type WantedRecord } from './record.ts'

const SCHEMA_BY_NAME = {
  article: articleSchema,
  branch: branchSchema,
  productGroup: productGroupSchema,
  priceList: priceListSchema,
}

export interface Applied {
  readonly version: number
  readonly changes: readonly PlannedChange[]
  /** Branches whose boxes have something to fetch. */
  readonly branches: readonly string[]
}

/** Master data of the chain in versions: one counter without gaps, every change with its author. */
export class MasterData {
  readonly #db: Db
  readonly #clock: Clock
  readonly #writes = new KeyedMutex()
  readonly #listeners = new Set<(applied: Applied) => void>()
  #branches: Promise<Branch[]> | null = null

  constructor(db: Db, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  /** Calls `listener` after every durable change. */
  onApplied(listener: (applied: Applied) => void): void {
    this.#listeners.add(listener)
  }

  /** Applies a bulk import; what is unchanged makes no version. */
  import(input: Import, who: string): Promise<Result<Applied, BrokenReference>> {
    return this.#writes.run('', async () => {
      const current = await this.#current()
      const broken = brokenReference(input, (entity, id) => Boolean(current.get(keyOf({ entity, id }))?.data))
      return broken ? err(broken) : ok(await this.#apply(current, wantedOf(input), who))
    })
  }

  /** Puts single records. */
  put(wanted: readonly WantedRecord[], who: string): Promise<Applied> {
    return this.#writes.run('', async () => this.#apply(await this.#current(), wanted, who))
  }

  async #current(): Promise<Map<string, StoredRecord>> {
    const rows = await all(this.#db, recordRow, `SELECT ${RECORD_COLUMNS} FROM record`)
    return new Map(rows.map((row) => [keyOf(row), row]))
  }

  async #apply(
    current: ReadonlyMap<string, StoredRecord>,
    wanted: readonly WantedRecord[],
    who: string,
  ): Promise<Applied> {
    const version = await this.version()
    const changes = planChanges(current, wanted, version)
    if (changes.length > 0) await must(this.#db, this.#statements(changes, version, who))
    this.#branches = null
    const branches = concernedBranches(changes, await this.branches())
    const applied = { version: version + changes.length, changes, branches }
    if (changes.length > 0) for (const listener of this.#listeners) listener(applied)
    return applied
  }

  #statements(changes: readonly PlannedChange[], version: number, who: string): Statement[] {
    const author = { who, at: this.#clock().toISOString() }
    return [
      {
        sql: 'UPDATE centre SET version = ? WHERE version = ?',
        args: [version + changes.length, version],
        changes: 1,
      },
      ...changes.flatMap((change) => [recordStatement(change.record), auditStatement(change, author)]),
    ]
  }

  async version(): Promise<number> {
    const row = await first(this.#db, v.object({ version: v.number() }), 'SELECT version FROM centre')
    return row?.version ?? 0
  }

  async #all<N extends keyof typeof SCHEMA_BY_NAME>(
    entity: N,
  ): Promise<v.InferOutput<(typeof SCHEMA_BY_NAME)[N]>[]> {
    const row = v.object({ data: v.pipe(v.string(), v.parseJson(), SCHEMA_BY_NAME[entity]) })
    const sql = 'SELECT data FROM record WHERE entity = ? AND data IS NOT NULL ORDER BY id'
    const rows = await all(this.#db, row, sql, [entity])
    return rows.map(({ data }) => data as v.InferOutput<(typeof SCHEMA_BY_NAME)[N]>)
  }

  /** All branches; kept in memory, because every sale that arrives asks for its branch. */
  branches(): Promise<Branch[]> {
    this.#branches ??= this.#all('branch').catch((error: unknown) => {
      this.#branches = null
      throw error
    })
    return this.#branches
  }

  async branch(id: string): Promise<Branch | null> {
    const branches = await this.branches()
    return branches.find((branch) => branch.id === id) ?? null
  }

  priceLists(): Promise<PriceList[]> {
    return this.#all('priceList')
  }
  productGroups(): Promise<ProductGroup[]> {
    return this.#all('productGroup')
  }
  articles(): Promise<Article[]> {
    return this.#all('article')
  }

  /** The data of one record by its schema, or null where there is none. */
  async find<S extends v.GenericSchema>(
    entity: RecordName,
    id: string,
    schema: S,
  ): Promise<v.InferOutput<S> | null> {
    const row = v.object({ data: v.pipe(v.string(), v.parseJson(), schema) })
    const sql = 'SELECT data FROM record WHERE entity = ? AND id = ? AND data IS NOT NULL'
    const found = await first(this.#db, row, sql, [entity, id])
    return found?.data ?? null
  }

  /** Prices of one list by article. */
  async pricesOf(listId: string): Promise<Map<string, { takeaway: number; dineIn: number | null }>> {
    const price = v.object({ articleId: v.string(), takeaway: v.number(), dineIn: v.nullable(v.number()) })
    const row = v.object({ data: v.pipe(v.string(), v.parseJson(), price) })
    const sql = `SELECT data FROM record WHERE entity = 'price' AND data IS NOT NULL AND data ->> 'listId' = ?`
    const rows = await all(this.#db, row, sql, [listId])
    return new Map(
      rows.map(({ data: { articleId, takeaway, dineIn } }) => [articleId, { takeaway, dineIn }] as const),
    )
  }

  /** Newest audit entries first. */
  audit(before: number, limit: number): Promise<v.InferOutput<typeof auditRow>[]> {
    const sql = `SELECT position, at, who, action, entity, id, version, old, new FROM audit
                 WHERE position < ? ORDER BY position DESC LIMIT ?`
    return all(this.#db, auditRow, sql, [before, limit])
  }

  /** Begins a new epoch, as a centre restored from a backup must: every box then takes a snapshot. */
  newEpoch(): Promise<void> {
    return must(this.#db, [{ sql: 'UPDATE centre SET epoch = lower(hex(randomblob(12)))' }])
  }
}

function recordStatement(record: StoredRecord): Statement {
  return {
    sql: `INSERT INTO record (${RECORD_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (entity, id) DO UPDATE SET version = excluded.version, data = excluded.data,
            branches = excluded.branches, former = excluded.former, scope_version = excluded.scope_version`,
    args: [
      record.entity,
      record.id,
      record.version,
      record.data === null ? null : JSON.stringify(record.data),
      record.branches && JSON.stringify(record.branches),
      JSON.stringify(record.former),
      record.scopeVersion,
    ],
  }
}
