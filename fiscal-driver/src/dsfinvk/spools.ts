import type { CellFailure } from '@brotkasten/domain/dsfinvk/csv'
import type { DsfinvkSettings } from '@brotkasten/domain/dsfinvk/settings'
import type { TableRow } from '@brotkasten/domain/dsfinvk/tables/all'
import type { Table } from '@brotkasten/domain/dsfinvk/tables/column'
import type { PackedFile } from './pack-zip.ts'
import { TableSpool } from './spool.ts'

/** What an export has become. */
export interface Spooled {
  readonly rows: Readonly<Record<string, number>>
  /** Of the unpacked tables. */
  readonly bytes: number
  /** In the order of the tables. */
  readonly files: readonly PackedFile[]
}

/** All tables of an export, growing side by side. */
export class Spools {
  readonly #spools: ReadonlyMap<string, TableSpool>
  #someFull = false

  constructor(tables: readonly Table[], folder: string, settings: DsfinvkSettings) {
    this.#spools = new Map(tables.map((table) => [table.name, new TableSpool(table, folder, settings)]))
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

  /** Writes the rest and says what there is. */
  async finish(): Promise<Spooled> {
    const rows: Record<string, number> = {}
    const files: PackedFile[] = []
    let bytes = 0
    for (const [name, spool] of this.#spools) {
      const file = await spool.finish()
      rows[name] = spool.rows
      bytes += file.bytes
      files.push(file)
    }
    return { rows, bytes, files }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const spool of this.#spools.values()) await spool.abandon()
  }
}
