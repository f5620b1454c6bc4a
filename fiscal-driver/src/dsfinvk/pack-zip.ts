import { createReadStream } from 'node:fs'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, deflateRawSync } from 'node:zlib'
import type { ZipEntry, ZipFormat } from './zip-format.ts'

/** A file of the package: small and in memory, or deflated before and lying on disk. */
export type PackedFile =
  | { readonly name: string; readonly content: string }
  | (ZipEntry & { readonly path: string })

function* small(name: string, content: string, format: ZipFormat): Generator<Buffer, ZipEntry> {
  const plain = Buffer.from(content, 'utf8')
  const packed = deflateRawSync(plain)
  const entry = { name, crc32: crc32(plain), bytes: plain.length, packedBytes: packed.length }
  yield format.localHeader(entry)
  yield packed
  return entry
}

async function* zipOf(files: readonly PackedFile[], format: ZipFormat): AsyncGenerator<Buffer> {
  const entries: (readonly [ZipEntry, number])[] = []
  let offset = 0
  for (const file of files) {
    const start = offset
    if ('content' in file) {
      const chunks = small(file.name, file.content, format)
      let next = chunks.next()
      for (; next.done !== true; next = chunks.next()) {
        offset += next.value.length
        yield next.value
      }
      entries.push([next.value, start])
      continue
    }
    const header = format.localHeader(file)
    yield header
    yield* createReadStream(file.path) as AsyncIterable<Buffer>
    offset += header.length + file.packedBytes
    entries.push([file, start])
  }
  yield format.directory(entries, offset)
}

/**
 * Puts files into one flat ZIP, one after the other. Ours, because tables are deflated while they grow and no library
 * takes content that is: so nothing is packed twice, the spool is small, and headers state every size.
 */
export async function packZip(
  files: readonly PackedFile[],
  format: ZipFormat,
  output: Writable,
): Promise<void> {
  await pipeline(Readable.from(zipOf(files, format), { objectMode: false }), output)
}
