import { err, ok, type Result } from '@brotkasten/domain/result'

/** Why bytes are no readable BER. `offset` counts from the start of the buffer given. */
export interface DerFailure {
  readonly kind: 'truncated' | 'badTag' | 'badLength' | 'tooDeep' | 'tooMany' | 'badValue'
  readonly offset: number
}

/** One element, as positions in the buffer it was found in: nothing is copied, nothing is re-encoded. */
export interface Tlv {
  readonly tag: number
  readonly start: number
  readonly valueStart: number
  readonly valueEnd: number
  /** Behind the element, including the end-of-contents octets of an indefinite length. */
  readonly end: number
}

const CONSTRUCTED = 0x20
const MAX_DEPTH = 4
const MAX_CHILDREN = 64

/** Reads the element at `offset`; it must end at or before `limit`. Multi-byte tags do not occur in logs and are refused. */
export const readTlv = (
  bytes: Uint8Array,
  offset: number,
  limit = bytes.length,
  depth = 0,
): Result<Tlv, DerFailure> => {
  const tag = bytes[offset]
  const first = bytes[offset + 1]
  if (offset + 2 > limit || tag === undefined || first === undefined)
    return err({ kind: 'truncated', offset })
  if ((tag & 0x1f) === 0x1f) return err({ kind: 'badTag', offset })
  if (first === 0x80) return readIndefinite(bytes, offset, limit, depth)
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  if (lengthBytes > 4) return err({ kind: 'badLength', offset })
  const valueStart = offset + 2 + lengthBytes
  if (valueStart > limit) return err({ kind: 'truncated', offset })
  let length = lengthBytes === 0 ? first : 0
  for (let at = offset + 2; at < valueStart; at++) length = length * 256 + (bytes[at] ?? 0)
  const end = valueStart + length
  if (end > limit) return err({ kind: 'truncated', offset })
  return ok({ tag, start: offset, valueStart, valueEnd: end, end })
}

/** X.690, 8.1.3.6: constructed only, children up to the end-of-contents octets 00 00. */
const readIndefinite = (
  bytes: Uint8Array,
  offset: number,
  limit: number,
  depth: number,
): Result<Tlv, DerFailure> => {
  const tag = bytes[offset] ?? 0
  if ((tag & CONSTRUCTED) === 0) return err({ kind: 'badLength', offset })
  if (depth >= MAX_DEPTH) return err({ kind: 'tooDeep', offset })
  const valueStart = offset + 2
  let at = valueStart
  while (at + 2 <= limit) {
    if (bytes[at] === 0 && bytes[at + 1] === 0)
      return ok({ tag, start: offset, valueStart, valueEnd: at, end: at + 2 })
    const child = readTlv(bytes, at, limit, depth + 1)
    if (!child.ok) return child
    at = child.value.end
  }
  return err({ kind: 'truncated', offset })
}

/** All elements between `start` and `end`, which must be filled exactly. */
export const readAll = (
  bytes: Uint8Array,
  start = 0,
  end = bytes.length,
): Result<readonly Tlv[], DerFailure> => {
  const found: Tlv[] = []
  for (let at = start; at < end; ) {
    if (found.length === MAX_CHILDREN) return err({ kind: 'tooMany', offset: at })
    const next = readTlv(bytes, at, end)
    if (!next.ok) return next
    found.push(next.value)
    at = next.value.end
  }
  return ok(found)
}

/** The content bytes of an element as a view on the buffer. */
export const octetsOf = (bytes: Uint8Array, tlv: Tlv): Uint8Array =>
  bytes.subarray(tlv.valueStart, tlv.valueEnd)
