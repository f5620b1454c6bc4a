import { err, ok, type Result } from '@brotkasten/domain/result'
import { type DerFailure, octetsOf, readTlv, type Tlv } from './tlv.ts'

const OCTET_STRING = 0x04
const CONSTRUCTED = 0x20
const MAX_DEPTH = 4

/** A non-negative INTEGER that fits a double exactly. Surplus leading zeros are the device's business and accepted. */
export const readInteger = (bytes: Uint8Array, tlv: Tlv): Result<number, DerFailure> => {
  const length = tlv.valueEnd - tlv.valueStart
  const first = bytes[tlv.valueStart]
  if (first === undefined || length < 1 || length > 9 || first >= 0x80) {
    return err({ kind: 'badValue', offset: tlv.start })
  }
  let value = 0
  for (let at = tlv.valueStart; at < tlv.valueEnd; at++) value = value * 256 + (bytes[at] ?? 0)
  return Number.isSafeInteger(value) ? ok(value) : err({ kind: 'badValue', offset: tlv.start })
}

/**
 * The octets of a string element: the content itself, or for a constructed one the joined contents of its
 * OCTET STRING children (D-Trust devices store processData so).
 */
export const readOctets = (bytes: Uint8Array, tlv: Tlv): Result<Uint8Array, DerFailure> => {
  if ((tlv.tag & CONSTRUCTED) === 0) return ok(octetsOf(bytes, tlv))
  const parts: Uint8Array[] = []
  const problem = collect(bytes, tlv, parts, 0)
  return problem === null ? ok(Buffer.concat(parts)) : err(problem)
}

const collect = (bytes: Uint8Array, tlv: Tlv, parts: Uint8Array[], depth: number): DerFailure | null => {
  if (depth > MAX_DEPTH) return { kind: 'tooDeep', offset: tlv.start }
  for (let at = tlv.valueStart; at < tlv.valueEnd; ) {
    const child = readTlv(bytes, at, tlv.valueEnd, depth)
    if (!child.ok) return child.error
    if ((child.value.tag & ~CONSTRUCTED) !== OCTET_STRING) return { kind: 'badTag', offset: at }
    if (child.value.tag === OCTET_STRING) parts.push(octetsOf(bytes, child.value))
    else {
      const problem = collect(bytes, child.value, parts, depth + 1)
      if (problem !== null) return problem
    }
    at = child.value.end
  }
  return null
}

/** An OBJECT IDENTIFIER as dotted text. */
export const readOid = (bytes: Uint8Array, tlv: Tlv): Result<string, DerFailure> => {
  const bad = err<DerFailure>({ kind: 'badValue', offset: tlv.start })
  const length = tlv.valueEnd - tlv.valueStart
  if (length < 1 || length > 32 || (bytes[tlv.valueEnd - 1] ?? 0x80) >= 0x80) return bad
  const arcs: number[] = []
  let arc = 0
  for (const byte of octetsOf(bytes, tlv)) {
    arc = arc * 128 + (byte & 0x7f)
    if (arc > 0xffffffff) return bad
    if (byte >= 0x80) continue
    arcs.push(arc)
    arc = 0
  }
  const [head = 0, ...rest] = arcs
  const root = Math.min(Math.floor(head / 40), 2)
  return ok([root, head - root * 40, ...rest].join('.'))
}
