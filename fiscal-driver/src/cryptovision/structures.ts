import { readOid } from '../codec/read-values.ts'
import { readTlv } from '../codec/tlv.ts'
import { boolean, context, octetString, oid, sequence } from '../codec/write-der.ts'
import { algorithmByOid } from '../crypto/algorithms.ts'
import { text, utf8 } from '../transport/bytes.ts'

/** One key of the card: its serial is the SHA-256 of the uncompressed public point. */
export const KEY_SERIAL_LENGTH = 32

/** The first key serial in the answer of GetSerialNumbers: bytes 6 to 37, behind two SEQUENCE headers. */
export function firstKeySerial(list: Uint8Array): Uint8Array | null {
  const wanted =
    list.length >= 38 && list[0] === 0x30 && list[2] === 0x30 && list[4] === 0x04 && list[5] === 0x20
  return wanted ? list.slice(6, 38) : null
}

/** A list of one key that signs transaction, system and audit logs. */
export function serialList(serial: Uint8Array): Uint8Array {
  const yes = boolean(true).subarray(2)
  const uses = sequence(context(0, yes), context(1, yes), context(2, yes))
  return sequence(sequence(octetString(serial), uses))
}

export interface ClientMapping {
  readonly client: string
  readonly keySerial: Uint8Array
}

/**
 * The client mappings: SEQUENCE of SEQUENCE { OCTET STRING client, OCTET STRING key serial }. Up to interface 2.3.1 the
 * outer lengths are wrong, so they are skipped and only the octet strings count. Null where these do not pair up.
 */
export function readMappings(bytes: Uint8Array): readonly ClientMapping[] | null {
  const strings: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at]
    const first = bytes[at + 1] ?? 0
    const header = first < 0x80 ? 2 : 2 + (first & 0x7f)
    if (tag === 0x30) {
      at += header
      continue
    }
    if (tag !== 0x04 || first >= 0x80 || at + 2 + first > bytes.length) return null
    strings.push(bytes.subarray(at + 2, at + 2 + first))
    at += 2 + first
  }
  return pairs(strings)
}

function pairs(strings: readonly Uint8Array[]): ClientMapping[] | null {
  const mappings: ClientMapping[] = []
  for (let at = 0; at < strings.length; at += 2) {
    const client = strings[at]
    const keySerial = strings[at + 1]
    if (client === undefined || keySerial?.length !== KEY_SERIAL_LENGTH) return null
    mappings.push({ client: text(client), keySerial: keySerial.slice() })
  }
  return mappings
}

export const writeMappings = (clients: readonly string[], keySerial: Uint8Array): Uint8Array =>
  sequence(...clients.map((client) => sequence(octetString(utf8(client)), octetString(keySerial))))

/** The name of an algorithm given as SEQUENCE { OID }, such as ecdsa-plain-SHA256; null where it is unknown. */
export function readAlgorithm(bytes: Uint8Array): string | null {
  const outer = readTlv(bytes, 0)
  if (!outer.ok || outer.value.tag !== 0x30) return null
  const inner = readTlv(bytes, outer.value.valueStart, outer.value.valueEnd)
  if (!inner.ok || inner.value.tag !== 0x06) return null
  const dotted = readOid(bytes, inner.value)
  return dotted.ok ? (algorithmByOid(dotted.value)?.name ?? null) : null
}

export const writeAlgorithm = (dotted: string): Uint8Array => sequence(oid(dotted))

/** The 65 bytes of the point; one firmware answers 254 bytes with the point at 188. */
export function publicPoint(keyData: Uint8Array): Uint8Array | null {
  const point = keyData.length === 254 ? keyData.slice(188, 253) : keyData
  return point.length >= 65 && point.length % 2 === 1 && point[0] === 4 ? point : null
}
