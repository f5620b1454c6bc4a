/** Length octets in the shortest form (X.690, 10.1). */
const lengthOctets = (length: number): readonly number[] => {
  if (length < 0x80) return [length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return [0x80 | octets.length, ...octets]
}

/** One element of tag, length and the joined contents. */
export const tlv = (tag: number, ...contents: readonly Uint8Array[]): Uint8Array => {
  let length = 0
  for (const content of contents) length += content.length
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(length)]), ...contents])
}

/** Content octets of a non-negative INTEGER: shortest two's complement, so a leading 00 where the top bit is set. */
export const integerOctets = (value: number): Uint8Array => {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`no DER integer for ${value}`)
  const octets: number[] = []
  let rest = value
  do {
    octets.unshift(rest % 256)
    rest = Math.floor(rest / 256)
  } while (rest > 0)
  if ((octets[0] ?? 0) >= 0x80) octets.unshift(0)
  return Uint8Array.from(octets)
}

/** INTEGER. */
export const integer = (value: number): Uint8Array => tlv(0x02, integerOctets(value))

/** INTEGER from unsigned big-endian bytes of any width. */
export const unsigned = (bytes: Uint8Array): Uint8Array => {
  let from = 0
  while (from < bytes.length - 1 && bytes[from] === 0) from++
  const kept = bytes.subarray(from)
  return (kept[0] ?? 0) >= 0x80 ? tlv(0x02, Uint8Array.of(0), kept) : tlv(0x02, kept)
}

/** Content octets of an OBJECT IDENTIFIER given as dotted text. */
export const oidOctets = (dotted: string): Uint8Array => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const octets: number[] = []
  for (const arc of [first * 40 + second, ...rest]) {
    const groups = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift(0x80 | (left % 128))
    octets.push(...groups)
  }
  return Uint8Array.from(octets)
}

/** OBJECT IDENTIFIER. */
export const oid = (dotted: string): Uint8Array => tlv(0x06, oidOctets(dotted))

/** SEQUENCE of encoded elements. */
export const sequence = (...elements: readonly Uint8Array[]): Uint8Array => tlv(0x30, ...elements)

/** SET of encoded elements; the caller sees to their order. */
export const set = (...elements: readonly Uint8Array[]): Uint8Array => tlv(0x31, ...elements)

/** OCTET STRING. */
export const octetString = (bytes: Uint8Array): Uint8Array => tlv(0x04, bytes)

/** BIT STRING without unused bits. */
export const bitString = (bytes: Uint8Array): Uint8Array => tlv(0x03, Uint8Array.of(0), bytes)

/** BOOLEAN. */
export const boolean = (value: boolean): Uint8Array => tlv(0x01, Uint8Array.of(value ? 0xff : 0))

/** UTF8String. */
export const utf8String = (text: string): Uint8Array => tlv(0x0c, Buffer.from(text, 'utf8'))

/** Implicitly tagged primitive [number]. */
export const context = (number: number, content: Uint8Array): Uint8Array => tlv(0x80 | number, content)

/** Explicitly tagged constructed [number]. */
export const explicit = (number: number, ...elements: readonly Uint8Array[]): Uint8Array =>
  tlv(0xa0 | number, ...elements)

/** Octets of a text as UTF-8. */
export const text = (value: string): Uint8Array => Buffer.from(value, 'utf8')
