import { type KeyObject, sign, verify } from 'node:crypto'
import type { HashName } from './algorithms.ts'
import { curves } from './curves.ts'
import type { TseKey } from './public-key.ts'

/** `plain` is R‖S of fixed width (TR-03111, 5.2.1); `der` is seen from one vendor and worth a warning. */
export type SignatureEncoding = 'plain' | 'der'

/** Signs in the plain format. */
export const signPlain = (key: KeyObject, hash: HashName, bytes: Uint8Array): Uint8Array =>
  sign(hash, bytes, { key, dsaEncoding: 'ieee-p1363' })

const looksLikeDer = (signature: Uint8Array): boolean => {
  const header = (signature[1] ?? 0) === 0x81 ? 3 : 2
  return signature[0] === 0x30 && signature.length > 8 && signature[header - 1] === signature.length - header
}

/** Says in which encoding the signature verifies, or null where it does not. */
export const verifySignature = (
  key: TseKey,
  hash: HashName,
  signed: Uint8Array,
  signature: Uint8Array,
): SignatureEncoding | null => {
  const plainLength = 2 * curves[key.curve].coordinateBytes
  if (signature.length === plainLength) {
    if (verify(hash, signed, { key: key.object, dsaEncoding: 'ieee-p1363' }, signature)) return 'plain'
  }
  if (looksLikeDer(signature) && verify(hash, signed, { key: key.object, dsaEncoding: 'der' }, signature))
    return 'der'
  return null
}
