import type { SignatureAlgorithm } from '../tse.ts'

/** What is fixed about a curve a TSE may use. */
export interface Curve {
  /** Name that node:crypto understands. */
  readonly openssl: string
  readonly oid: string
  /** Bytes of one coordinate; a plain signature is twice as long. */
  readonly coordinateBytes: number
  /** The hash of matching strength, as the devices in the field pair them. */
  readonly algorithm: SignatureAlgorithm
}

const sha256 = 'ecdsa-plain-SHA256'
const sha384 = 'ecdsa-plain-SHA384'
const sha512 = 'ecdsa-plain-SHA512'

/** Curves seen in TSE certificates or allowed by BSI TR-03116-5. */
export const curves = {
  'P-256': { openssl: 'prime256v1', oid: '1.2.840.10045.3.1.7', coordinateBytes: 32, algorithm: sha256 },
  brainpoolP256r1: {
    openssl: 'brainpoolP256r1',
    oid: '1.3.36.3.3.2.8.1.1.7',
    coordinateBytes: 32,
    algorithm: sha256,
  },
  'P-384': { openssl: 'secp384r1', oid: '1.3.132.0.34', coordinateBytes: 48, algorithm: sha384 },
  brainpoolP384r1: {
    openssl: 'brainpoolP384r1',
    oid: '1.3.36.3.3.2.8.1.1.11',
    coordinateBytes: 48,
    algorithm: sha384,
  },
  brainpoolP512r1: {
    openssl: 'brainpoolP512r1',
    oid: '1.3.36.3.3.2.8.1.1.13',
    coordinateBytes: 64,
    algorithm: sha512,
  },
  'P-521': { openssl: 'secp521r1', oid: '1.3.132.0.35', coordinateBytes: 66, algorithm: sha512 },
} as const satisfies Record<string, Curve>

/** Name of a supported curve. */
export type CurveName = keyof typeof curves

const names: readonly CurveName[] = [
  'P-256',
  'brainpoolP256r1',
  'brainpoolP384r1',
  'P-384',
  'brainpoolP512r1',
  'P-521',
]

/** The QR code does not name the curve: these have points of that length (04‖X‖Y), the more usual one first. */
export const curvesByPointLength = (length: number): readonly CurveName[] =>
  names.filter((name) => length === 1 + 2 * curves[name].coordinateBytes)
