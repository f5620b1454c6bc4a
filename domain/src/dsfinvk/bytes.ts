/** Bytes being written; grows as needed and is used again and again, so that records leave no garbage behind. */
export interface Bytes {
  buffer: Uint8Array
  length: number
}

export const emptyBytes = (capacity: number): Bytes => ({ buffer: new Uint8Array(capacity), length: 0 })

/** Makes room for so many more bytes. */
export function reserve(out: Bytes, more: number): void {
  if (out.length + more <= out.buffer.length) return
  const grown = new Uint8Array(Math.max(out.buffer.length * 2, out.length + more))
  grown.set(out.buffer.subarray(0, out.length))
  out.buffer = grown
}

/** Writes one byte; the caller has reserved it. */
export function putByte(out: Bytes, byte: number): void {
  out.buffer[out.length] = byte
  out.length += 1
}

/** Writes a text of ASCII signs. */
export function putAscii(out: Bytes, text: string): void {
  reserve(out, text.length)
  const { buffer } = out
  let to = out.length
  for (let at = 0; at < text.length; at++) buffer[to++] = text.charCodeAt(at)
  out.length = to
}

const isHigh = (code: number): boolean => code >= 0xd800 && code < 0xdc00
const isLow = (code: number): boolean => code >= 0xdc00 && code < 0xe000

/**
 * Writes the character at `at` in UTF-8 (RFC 3629), not for ASCII; how many code units it took, 0 for half a pair. The
 * caller has reserved four bytes.
 */
export function putCharacter(out: Bytes, text: string, at: number): 0 | 1 | 2 {
  const code = text.charCodeAt(at)
  if (code < 0x800) {
    putByte(out, 0xc0 | (code >> 6))
    putByte(out, 0x80 | (code & 0x3f))
    return 1
  }
  if (!isHigh(code) && !isLow(code)) {
    putByte(out, 0xe0 | (code >> 12))
    putByte(out, 0x80 | ((code >> 6) & 0x3f))
    putByte(out, 0x80 | (code & 0x3f))
    return 1
  }
  const low = text.charCodeAt(at + 1)
  if (!isHigh(code) || !isLow(low)) return 0
  const point = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
  putByte(out, 0xf0 | (point >> 18))
  putByte(out, 0x80 | ((point >> 12) & 0x3f))
  putByte(out, 0x80 | ((point >> 6) & 0x3f))
  putByte(out, 0x80 | (point & 0x3f))
  return 2
}
