import { createReadStream } from 'node:fs'
import { PassThrough, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DTD_NAME, dtd } from '@brotkasten/domain/dsfinvk/dtd'
import { type DataSupplier, indexXml } from '@brotkasten/domain/dsfinvk/index-xml'
import type { Table } from '@brotkasten/domain/dsfinvk/tables/column'
import { ZipFile } from 'yazl'

export interface Package {
  readonly supplier: DataSupplier
  readonly tables: readonly Table[]
  readonly files: readonly { readonly name: string; readonly path: string }[]
  readonly madeAt: Date
}

const FILE_MODE = 0o100644

/** Packs spooled tables with index.xml and DTD into one flat ZIP (ZIP64 where needed), file after file. */
export async function packZip({ supplier, tables, files, madeAt }: Package, output: Writable): Promise<void> {
  const zip = new ZipFile()
  const entry = { mtime: madeAt, mode: FILE_MODE }
  const packed = new PassThrough()
  zip.on('error', (error: Error) => packed.destroy(error))
  zip.outputStream.pipe(packed)
  zip.addBuffer(Buffer.from(indexXml(supplier, tables), 'utf8'), 'index.xml', entry)
  zip.addBuffer(Buffer.from(dtd(), 'utf8'), DTD_NAME, entry)
  for (const { name, path } of files)
    zip.addReadStreamLazy(name, entry, (take) => {
      const file = createReadStream(path)
      file.on('error', (error) => packed.destroy(error))
      take(null, file)
    })
  zip.end()
  await pipeline(packed, output)
}
