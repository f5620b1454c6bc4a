import type { CellFailure } from '@brotkasten/domain/dsfinvk/csv'
import type { DsfinvkSettings } from '@brotkasten/domain/dsfinvk/settings'
import type { TableRow } from '@brotkasten/domain/dsfinvk/tables/all'
import type { Table } from '@brotkasten/domain/dsfinvk/tables/column'
import { TableSpool } from './spool.ts'

/** All tables of an export, growing side by side. */
export class Spools {
  readonly #spools: ReadonlyMap<string, TableSpool>
  #someFull = false

  private constructor(spools: ReadonlyMap<string, TableSpool>) {
    this.#spools = spools
  }

  static async create(tables: readonly Table[], folder: string, settings: DsfinvkSettings): Promise<Spools> {
    const spools = new Map<string, TableSpool>()
    for (const table of tables) spools.set(table.name, await TableSpool.create(table, folder, settings))
    return new Spools(spools)
  }

  /** Takes rows of any tables; the first failure, else null. */
  add(rows: readonly TableRow[]): CellFailure | null {
    for (const { table, row } of rows) {
      const spool = this.#spools.get(table)
      const failure = spool?.add(row)
      if (failure) return failure
      if (spool?.full) this.#someFull = true
    }
    return null
  }

  /** Enough collected to be worth a write. */
  get someFull(): boolean {
    return this.#someFull
  }

  async flushFull(): Promise<void> {
    this.#someFull = false
    for (const spool of this.#spools.values()) if (spool.full) await spool.flush()
  }

  /** Writes the rest and says how much there is. */
  async finish(): Promise<{ readonly rows: Readonly<Record<string, number>>; readonly bytes: number }> {
    const rows: Record<string, number> = {}
    let bytes = 0
    for (const [name, spool] of this.#spools) {
      await spool.flush()
      rows[name] = spool.rows
      bytes += spool.bytes
    }
    return { rows, bytes }
  }

  /** Name and place of every file, in the order of the tables. */
  get files(): readonly { readonly name: string; readonly path: string }[] {
    return [...this.#spools.values()].map(({ name, path }) => ({ name, path }))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const spool of this.#spools.values()) await spool.close()
  }
}
