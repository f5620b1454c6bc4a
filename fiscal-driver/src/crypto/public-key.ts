import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { bitString, oid, sequence } from '../codec/write-der.ts'
import { type CurveName, curves, curvesByPointLength } from './curves.ts'

/** A public key ready to verify with. */
export interface TseKey {
  readonly curve: CurveName
  /** Uncompressed point 04‖X‖Y. */
  readonly point: Uint8Array
  /** SHA-256 over the point: the serial number of the TSE (TR-03153). */
  readonly serial: Uint8Array
  readonly serialHex: string
  readonly object: KeyObject
}

/** Why bytes are no public key. */
export type KeyFailure = 'keyLength' | 'pointNotOnCurve'

const EC_PUBLIC_KEY = '1.2.840.10045.2.1'

/** SubjectPublicKeyInfo of a point on a named curve (RFC 5480). */
export const subjectPublicKeyInfo = (curve: CurveName, point: Uint8Array): Uint8Array =>
  sequence(sequence(oid(EC_PUBLIC_KEY), oid(curves[curve].oid)), bitString(point))

/** OpenSSL refuses a point that does not satisfy the curve's equation, which is the test we need. */
const importOn = (curve: CurveName, point: Uint8Array): KeyObject | null => {
  try {
    return createPublicKey({
      key: Buffer.from(subjectPublicKeyInfo(curve, point)),
      format: 'der',
      type: 'spki',
    })
  } catch {
    return null
  }
}

const CACHED_KEYS = 512
const cache = new Map<string, TseKey>()

const remember = (id: string, key: TseKey): TseKey => {
  if (cache.size >= CACHED_KEYS) {
    const oldest = cache.keys().next()
    if (oldest.done !== true) cache.delete(oldest.value)
  }
  cache.set(id, key)
  return key
}

/** The key of an uncompressed point; the curve follows from its length and from lying on it. Cached. */
export const importPoint = (point: Uint8Array): Result<TseKey, KeyFailure> => {
  const candidates = curvesByPointLength(point.length)
  if (candidates.length === 0 || point[0] !== 4) return err('keyLength')
  const id = Buffer.from(point.buffer, point.byteOffset, point.length).toString('latin1')
  const known = cache.get(id)
  if (known !== undefined) return ok(known)
  for (const curve of candidates) {
    const object = importOn(curve, point)
    if (object === null) continue
    const copy = Uint8Array.from(point)
    const serial = createHash('sha256').update(copy).digest()
    return ok(remember(id, { curve, point: copy, serial, serialHex: serial.toString('hex'), object }))
  }
  return err('pointNotOnCurve')
}

const curveOf = (key: KeyObject): CurveName | undefined => {
  const named = key.asymmetricKeyDetails?.namedCurve
  return (Object.keys(curves) as CurveName[]).find((name) => curves[name].openssl === named)
}

/** The uncompressed point of a KeyObject, or null where it is no EC key on a known curve. */
export const pointOf = (key: KeyObject): Uint8Array | null => {
  const curve = key.asymmetricKeyType === 'ec' ? curveOf(key) : undefined
  if (curve === undefined) return null
  const spki = key.export({ format: 'der', type: 'spki' })
  return Uint8Array.from(spki.subarray(spki.length - (1 + 2 * curves[curve].coordinateBytes)))
}
