import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bytes, emptyBytes, putAscii } from '@brotkasten/domain/dsfinvk/bytes'
import { type CellFailure, headerOf, type PutRow, rowWriter } from '@brotkasten/domain/dsfinvk/csv'
import type { DsfinvkSettings } from '@brotkasten/domain/dsfinvk/settings'
import type { Table } from '@brotkasten/domain/dsfinvk/tables/column'
import { DeflateFile } from './deflate-file.ts'
import type { PackedFile } from './pack-zip.ts'

const CHUNK = 64 * 1024
/** Room for the record that goes beyond a chunk, so that bytes rarely grow. */
const MARGIN = 8 * 1024

/** One table on its way to disk: while one chunk of records is deflated the next is filled. */
export class TableSpool {
  rows = 0
  readonly #name: string
  readonly #path: string
  readonly #put: PutRow
  readonly #file: DeflateFile
  #filling: Bytes = emptyBytes(CHUNK + MARGIN)
  #writing: Bytes = emptyBytes(CHUNK + MARGIN)
  #written: Promise<void> = Promise.resolve()

  /** The table's file is made in a folder that is the export's own. */
  constructor(table: Table, folder: string, settings: DsfinvkSettings) {
    this.#name = `${table.name}.csv`
    this.#path = join(folder, `${table.name}.deflated`)
    this.#file = new DeflateFile(this.#path)
    this.#put = rowWriter(table, settings)
    putAscii(this.#filling, headerOf(table))
  }

  /** Takes a row; the failure of a cell that cannot be written, else null. */
  add(row: Parameters<PutRow>[1]): CellFailure | null {
    const failure = this.#put(this.#filling, row)
    if (!failure) this.rows += 1
    return failure
  }

  /** Enough collected to be worth a write. */
  get full(): boolean {
    return this.#filling.length >= CHUNK
  }

  /** Begins to write what is collected, once the chunk before is written. */
  async flush(): Promise<void> {
    await this.#written
    const chunk = this.#filling
    this.#filling = this.#writing
    this.#filling.length = 0
    this.#writing = chunk
    this.#written = this.#file.write(chunk.buffer.subarray(0, chunk.length))
    this.#written.catch(() => {}) // heard by the next flush
  }

  /** Writes the rest; what the package needs to know of the file. */
  async finish(): Promise<PackedFile & { readonly bytes: number }> {
    await this.flush()
    await this.#written
    await this.#file.finish()
    const { size: packedBytes } = await stat(this.#path)
    const { bytes, crc32 } = this.#file
    return { name: this.#name, path: this.#path, crc32, bytes, packedBytes }
  }

  async abandon(): Promise<void> {
    await this.#file.abandon()
  }
}
