import { err, ok, type Result } from '@brotkasten/domain/result'
import { SECTOR } from '../transport/block-file.ts'
import { alignUp, concat, text } from '../transport/bytes.ts'

/** One file of an archive, with the blocks it came in. */
export interface TarEntry {
  readonly name: string
  readonly content: Uint8Array
  /** Header, content and padding, byte for byte. */
  readonly blocks: Uint8Array
}

/** The entries of a ustar archive in memory, with or without its end, as views on it. */
export function tarEntries(tar: Uint8Array): Result<readonly TarEntry[], string> {
  const entries: TarEntry[] = []
  for (let at = 0; at + SECTOR <= tar.length; ) {
    const header = tar.subarray(at, at + SECTOR)
    if (header.every((byte) => byte === 0)) break
    const size = octal(header.subarray(124, 136))
    if (size === null || !checksumHolds(header)) return err(`no tar header at byte ${at}`)
    const end = at + SECTOR + alignUp(size, SECTOR)
    if (end > tar.length) return err(`the entry at byte ${at} is cut off`)
    const content = tar.subarray(at + SECTOR, at + SECTOR + size)
    entries.push({ name: nameOf(header), content, blocks: tar.subarray(at, end) })
    at = end
  }
  return ok(entries)
}

function nameOf(header: Uint8Array): string {
  const prefix = terminated(header.subarray(345, 500))
  const name = terminated(header.subarray(0, 100))
  return prefix === '' ? name : `${prefix}/${name}`
}

/** The sum of all header bytes, its own field taken as blanks. */
function checksumHolds(header: Uint8Array): boolean {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0)
  return octal(header.subarray(148, 156)) === sum
}

function octal(field: Uint8Array): number | null {
  const digits = terminated(field).trim()
  return /^[0-7]{1,11}$/.test(digits) ? Number.parseInt(digits, 8) : null
}

function terminated(field: Uint8Array): string {
  const end = field.indexOf(0)
  return text(end < 0 ? field : field.subarray(0, end))
}

/** Offset of the first header in a piece cut out of an archive at a block; its length where there is none. */
export function startOfTar(piece: Uint8Array): number {
  for (let at = 0; at + SECTOR <= piece.length; at += SECTOR) {
    const header = piece.subarray(at, at + SECTOR)
    if (text(header.subarray(257, 262)) === 'ustar' && checksumHolds(header)) return at
  }
  return piece.length
}

/** Cuts an archive that arrives in chunks into its entries; an entry is kept only until it is whole. */
export class TarCutter {
  #rest: Uint8Array = new Uint8Array(0)

  /** The entries that became whole; what comes behind the end of the archive is ignored. */
  feed(chunk: Uint8Array): Result<readonly TarEntry[], string> {
    const bytes = concat([this.#rest, chunk])
    const entries: TarEntry[] = []
    let at = 0
    while (at + SECTOR <= bytes.length) {
      const header = bytes.subarray(at, at + SECTOR)
      if (header.every((byte) => byte === 0)) {
        at += SECTOR
        continue
      }
      const size = octal(header.subarray(124, 136))
      if (size === null || size > LARGEST_ENTRY || !checksumHolds(header))
        return err('no tar header where one is due')
      const end = at + SECTOR + alignUp(size, SECTOR)
      if (end > bytes.length) break
      const content = bytes.slice(at + SECTOR, at + SECTOR + size)
      entries.push({ name: nameOf(header), content, blocks: bytes.slice(at, end) })
      at = end
    }
    this.#rest = bytes.slice(at)
    return ok(entries)
  }
}

/** Certificates and messages are a few kilobytes. */
const LARGEST_ENTRY = 16 * 1024 * 1024
