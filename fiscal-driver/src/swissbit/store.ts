import { ok, type Result } from '@brotkasten/domain/result'
import { alignUpSector, SECTOR, type Volume } from '../transport/block-file.ts'
import { concat, padTo } from '../transport/bytes.ts'
import type { SwissbitFailure } from './errors.ts'
import { BLOCKS_PER_FILE, storeFile } from './mailbox.ts'

type StoreResult<T> = Promise<Result<T, SwissbitFailure>>

const FILE_BYTES = BLOCKS_PER_FILE * SECTOR

/** A stretch of the store inside one file. */
interface Stretch {
  readonly file: string
  readonly position: number
  readonly length: number
}

/** The files that hold the bytes `[from, from + length)` of the store; positions are multiples of 512. */
export function stretches(from: number, length: number): Stretch[] {
  const found: Stretch[] = []
  for (let at = from; at < from + length; ) {
    const position = at % FILE_BYTES
    const part = Math.min(from + length - at, FILE_BYTES - position)
    found.push({ file: storeFile(Math.floor(at / FILE_BYTES) + 1), position, length: part })
    at += part
  }
  return found
}

/** Writes process data at a block of the store; the index goes up by one per 512 bytes. */
export async function writeBlocks(volume: Volume, block: number, data: Uint8Array): StoreResult<void> {
  const padded = padTo(data, SECTOR)
  let done = 0
  for (const { file, position, length } of stretches(block * SECTOR, padded.length)) {
    const opened = await volume.open(file)
    if (!opened.ok) return opened
    const written = await opened.value.write(position, padded.subarray(done, done + length))
    await opened.value.close()
    if (!written.ok) return written
    done += length
  }
  return ok(undefined)
}

/** Reads bytes `[from, from + length)` of the archive; `from` is a multiple of 512. No mailbox is involved. */
export async function readStore(volume: Volume, from: number, length: number): StoreResult<Uint8Array> {
  const parts: Uint8Array[] = []
  for (const stretch of stretches(from, alignUpSector(length))) {
    const opened = await volume.open(stretch.file)
    if (!opened.ok) return opened
    const bytes = await opened.value.read(stretch.position, stretch.length)
    await opened.value.close()
    if (!bytes.ok) return bytes
    parts.push(bytes.value)
  }
  return ok(concat(parts).subarray(0, length))
}
