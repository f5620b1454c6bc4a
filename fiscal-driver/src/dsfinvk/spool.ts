import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bytes, emptyBytes, putAscii } from '@brotkasten/domain/dsfinvk/bytes'
import { type CellFailure, headerOf, type PutRow, rowWriter } from '@brotkasten/domain/dsfinvk/csv'
import type { DsfinvkSettings } from '@brotkasten/domain/dsfinvk/settings'
import type { Table } from '@brotkasten/domain/dsfinvk/tables/column'

const CHUNK = 64 * 1024
/** Room for the record that goes beyond a chunk, so that bytes rarely grow. */
const MARGIN = 8 * 1024

/** One table on its way to disk: records are collected and written a chunk at a time. */
export class TableSpool {
  readonly name: string
  readonly path: string
  rows = 0
  bytes = 0
  readonly #put: PutRow
  readonly #file: FileHandle
  readonly #pending: Bytes = emptyBytes(CHUNK + MARGIN)

  private constructor(table: Table, path: string, file: FileHandle, put: PutRow) {
    this.name = `${table.name}.csv`
    this.path = path
    this.#file = file
    this.#put = put
    putAscii(this.#pending, headerOf(table))
  }

  /** Creates the table's file in a folder that is the export's own. */
  static async create(table: Table, folder: string, settings: DsfinvkSettings): Promise<TableSpool> {
    const path = join(folder, `${table.name}.csv`)
    return new TableSpool(table, path, await open(path, 'wx', 0o600), rowWriter(table, settings))
  }

  /** Takes a row; the failure of a cell that cannot be written, else null. */
  add(row: Parameters<PutRow>[1]): CellFailure | null {
    const failure = this.#put(this.#pending, row)
    if (!failure) this.rows += 1
    return failure
  }

  /** Enough collected to be worth a write. */
  get full(): boolean {
    return this.#pending.length >= CHUNK
  }

  async flush(): Promise<void> {
    const { buffer, length } = this.#pending
    await this.#file.appendFile(buffer.subarray(0, length))
    this.bytes += length
    this.#pending.length = 0
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}
