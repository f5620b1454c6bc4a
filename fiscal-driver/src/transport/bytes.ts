/**
 * Big-endian cursor for reading. A read beyond the end sets `fault` and yields zero or nothing; so a parser walks its
 * whole form and looks at `fault` once, and no length that a device claims can make it allocate more than it got.
 */
export class ByteReader {
  #bytes: Uint8Array
  #at = 0
  /** The first thing that went wrong, in words. */
  fault: string | null = null

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get remaining(): number {
    return this.#bytes.length - this.#at
  }

  /** Notes a fault of the content; the first one stays. */
  fail(why: string): void {
    this.fault ??= `${why} at byte ${this.#at}`
  }

  /** The next `length` bytes as a view, or an empty array with a fault. */
  take(length: number): Uint8Array {
    if (length > this.remaining) {
      this.fail(`${length} bytes announced, ${this.remaining} left`)
      this.#at = this.#bytes.length
      return new Uint8Array(0)
    }
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  rest(): Uint8Array {
    return this.take(this.remaining)
  }

  u8(): number {
    return this.uint(1)
  }

  u16(): number {
    return this.uint(2)
  }

  u32(): number {
    return this.uint(4)
  }

  u64(): number {
    return this.uint(8)
  }

  /** Unsigned number of the given width in bytes; beyond 2^53 it is a fault. */
  uint(width: number): number {
    const value = unsigned(this.take(width))
    if (value === null) this.fail('number beyond 2^53')
    return value ?? 0
  }
}

/** Big-endian cursor for writing, the twin of `ByteReader`. */
export class ByteWriter {
  #parts: Uint8Array[] = []

  bytes(part: Uint8Array): this {
    this.#parts.push(part)
    return this
  }

  u8(value: number): this {
    return this.uint(value, 1)
  }

  u16(value: number): this {
    return this.uint(value, 2)
  }

  u32(value: number): this {
    return this.uint(value, 4)
  }

  u64(value: number): this {
    return this.uint(value, 8)
  }

  uint(value: number, width: number): this {
    return this.bytes(bigEndian(value, width))
  }

  finish(): Uint8Array {
    return concat(this.#parts)
  }
}

/** Unsigned big-endian value, or null beyond 2^53. */
export function unsigned(bytes: Uint8Array): number | null {
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  return Number.isSafeInteger(value) ? value : null
}

/** The value in exactly `width` bytes. Throws where it does not fit: the caller has a bug. */
export function bigEndian(value: number, width: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0 || (width < 7 && value >= 256 ** width)) {
    throw new RangeError(`${value} does not fit into ${width} bytes`)
  }
  const bytes = new Uint8Array(width)
  for (let at = width - 1, rest = value; at >= 0; at -= 1, rest = Math.floor(rest / 256))
    bytes[at] = rest % 256
  return bytes
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

/** Zero-padded to a multiple of `block` bytes. */
export function padTo(bytes: Uint8Array, block: number): Uint8Array {
  const padded = new Uint8Array(alignUp(bytes.length, block))
  padded.set(bytes)
  return padded
}

export const alignUp = (length: number, block: number): number => Math.ceil(length / block) * block

export const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')

/** Bytes from hex digits; blanks between them are allowed. */
export const fromHex = (digits: string): Uint8Array =>
  Uint8Array.from(Buffer.from(digits.replaceAll(/\s+/g, ''), 'hex'))

export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

export const utf8 = (value: string): Uint8Array => new TextEncoder().encode(value)
