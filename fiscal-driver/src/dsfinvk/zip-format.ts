/** A packed file as a ZIP describes it. Made while its content was deflated, so headers know everything beforehand. */
export interface ZipEntry {
  readonly name: string
  readonly crc32: number
  readonly bytes: number
  readonly packedBytes: number
}

const LARGEST = 0xffff_ffff
const DEFLATED = 8
const UTF8_NAMES = 0x0800
const UNIX = 3 << 8
const FILE_MODE = (0o100644 << 16) >>> 0
const VERSION = 20
const VERSION_ZIP64 = 45

/** Little-endian fields of 2, 4 or 8 bytes, in order. */
function fields(...parts: readonly (readonly [size: 2 | 4 | 8, value: number])[]): Buffer {
  const buffer = Buffer.alloc(parts.reduce((sum, [size]) => sum + size, 0))
  let at = 0
  for (const [size, value] of parts) {
    if (size === 2) buffer.writeUInt16LE(value, at)
    else if (size === 4) buffer.writeUInt32LE(value, at)
    else buffer.writeBigUInt64LE(BigInt(value), at)
    at += size
  }
  return buffer
}

/** Date and time as MS-DOS has them, two seconds fine; of UTC, so that a package is the same wherever it is made. */
function dosTime(at: Date): readonly (readonly [2, number])[] {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  const date =
    ((Math.max(at.getUTCFullYear(), 1980) - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  return [
    [2, time],
    [2, date],
  ]
}

/** Headers of a ZIP (PKWARE APPNOTE 6.3). `largest` is where ZIP64 fields begin; only tests lower it. */
export class ZipFormat {
  readonly #time: readonly (readonly [2, number])[]
  readonly #largest: number

  constructor(madeAt: Date, largest = LARGEST) {
    this.#time = dosTime(madeAt)
    this.#largest = largest
  }

  #isLarge(...values: readonly number[]): boolean {
    return values.some((value) => value >= this.#largest)
  }

  #zip64Extra(values: readonly number[]): Buffer {
    if (!this.#isLarge(...values)) return Buffer.alloc(0)
    return fields([2, 1], [2, values.length * 8], ...values.map((value) => [8, value] as const))
  }

  /** What local header and directory say alike, from "version needed" on. */
  #common(entry: ZipEntry, extra: Buffer): Buffer {
    const large = extra.length > 0
    const sizes = large ? [LARGEST, LARGEST] : [entry.packedBytes, entry.bytes]
    return fields(
      [2, large ? VERSION_ZIP64 : VERSION],
      [2, UTF8_NAMES],
      [2, DEFLATED],
      ...this.#time,
      [4, entry.crc32],
      [4, sizes[0] ?? 0],
      [4, sizes[1] ?? 0],
      [2, Buffer.byteLength(entry.name)],
      [2, extra.length],
    )
  }

  /** Stands before the content. */
  localHeader(entry: ZipEntry): Buffer {
    const extra = this.#zip64Extra([entry.bytes, entry.packedBytes])
    return Buffer.concat([
      fields([4, 0x04034b50]),
      this.#common(entry, extra),
      Buffer.from(entry.name),
      extra,
    ])
  }

  #directoryEntry(entry: ZipEntry, offset: number): Buffer {
    const extra = this.#zip64Extra([entry.bytes, entry.packedBytes, offset])
    const head = fields([4, 0x02014b50], [2, UNIX | VERSION_ZIP64])
    const tail = fields([2, 0], [2, 0], [2, 0], [4, FILE_MODE], [4, extra.length > 0 ? LARGEST : offset])
    return Buffer.concat([head, this.#common(entry, extra), tail, Buffer.from(entry.name), extra])
  }

  /** Stands at the end: the directory of all files and where it is. */
  directory(entries: readonly (readonly [entry: ZipEntry, offset: number])[], start: number): Buffer {
    const files = Buffer.concat(entries.map(([entry, offset]) => this.#directoryEntry(entry, offset)))
    const [count, size, large] = [entries.length, files.length, this.#isLarge(start)]
    const end = start + size
    const zip64 = Buffer.concat([
      fields([4, 0x06064b50], [8, 44], [2, UNIX | VERSION_ZIP64], [2, VERSION_ZIP64], [4, 0], [4, 0]),
      fields([8, count], [8, count], [8, size], [8, start]),
      fields([4, 0x07064b50], [4, 0], [8, end], [4, 1]),
    ])
    const last = fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size])
    return Buffer.concat([
      files,
      ...(large ? [zip64] : []),
      last,
      fields([4, large ? LARGEST : start], [2, 0]),
    ])
  }
}
