import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  X509Certificate,
} from 'node:crypto'
import { buildCertificate, type CertificateRequest, type Subject } from '../crypto/certificate.ts'
import { type CurveName, curves } from '../crypto/curves.ts'
import { pointOf } from '../crypto/public-key.ts'

/** Key and certificates of an emulated device: made once, kept for its life. */
export interface ElementIdentity {
  readonly curve: CurveName
  readonly privateKey: KeyObject
  /** Uncompressed point 04‖X‖Y. */
  readonly point: Uint8Array
  readonly serial: Uint8Array
  readonly serialHex: string
  /** DER: the device's own first, then its issuers up to the root. */
  readonly certificates: readonly Uint8Array[]
  /** Life of the device certificate, UTC. */
  readonly certificateStart: Date
  readonly certificateEnd: Date
}

/** How a new identity is made. */
export interface IdentityOptions {
  readonly curve: CurveName
  /** Beginning of the device certificate. */
  readonly notBefore: Date
  /** Life of the device certificate in years; the authorities live 2 and 5 years longer. */
  readonly years?: number
}

const ORGANIZATION = 'Brotkasten Simulator, ohne Zertifizierung'

const yearsLater = (from: Date, years: number): Date => {
  const later = new Date(from)
  later.setUTCFullYear(later.getUTCFullYear() + years)
  return later
}

const serialOf = (point: Uint8Array): Buffer => createHash('sha256').update(point).digest()

const identityOf = (
  curve: CurveName,
  privateKey: KeyObject,
  point: Uint8Array,
  certificates: readonly Uint8Array[],
): ElementIdentity => {
  const serial = serialOf(point)
  const { validFromDate: certificateStart, validToDate: certificateEnd } = new X509Certificate(
    Buffer.from(certificates[0] ?? []),
  )
  return {
    curve,
    privateKey,
    point,
    serial,
    serialHex: serial.toString('hex'),
    certificates,
    certificateStart,
    certificateEnd,
  }
}

const requirePoint = (key: KeyObject): Uint8Array => {
  const point = pointOf(key)
  if (point === null) throw new TypeError('no point on a known curve')
  return point
}

/** Makes a fresh key with a chain of device certificate, sub-authority and root, all on one curve. */
export const createIdentity = ({ curve, notBefore, years = 8 }: IdentityOptions): ElementIdentity => {
  const pair = () => generateKeyPairSync('ec', { namedCurve: curves[curve].openssl })
  const [root, sub, device] = [pair(), pair(), pair()]
  const point = requirePoint(device.publicKey)
  const serialHex = serialOf(point).toString('hex')
  const rootName: Subject = { organization: ORGANIZATION, commonName: 'Brotkasten Simulator Root CA' }
  const subName: Subject = { organization: ORGANIZATION, commonName: 'Brotkasten Simulator TSE CA' }
  const deviceName: Subject = { organization: ORGANIZATION, commonName: serialHex, serialNumber: serialHex }
  const certify = (
    request: Omit<CertificateRequest, 'curve' | 'issuerCurve' | 'notBefore' | 'notAfter'>,
    extra: number,
  ) =>
    buildCertificate({
      ...request,
      curve,
      issuerCurve: curve,
      notBefore,
      notAfter: yearsLater(notBefore, years + extra),
    })
  const rootSigns = { issuer: rootName, issuerKey: root.privateKey, authority: true }
  const certificates = [
    certify(
      {
        subject: deviceName,
        publicKey: device.publicKey,
        issuer: subName,
        issuerKey: sub.privateKey,
        authority: false,
      },
      0,
    ),
    certify({ subject: subName, publicKey: sub.publicKey, ...rootSigns }, 2),
    certify({ subject: rootName, publicKey: root.publicKey, ...rootSigns }, 5),
  ]
  return identityOf(curve, device.privateKey, point, certificates)
}

/** The identity as JSON text for a file of its own; it holds the private key. */
export const serializeIdentity = (identity: ElementIdentity): string =>
  JSON.stringify({
    curve: identity.curve,
    privateKey: identity.privateKey.export({ format: 'pem', type: 'pkcs8' }),
    certificates: identity.certificates.map((der) => Buffer.from(der).toString('base64')),
  })

const isCurve = (value: unknown): value is CurveName =>
  typeof value === 'string' && Object.hasOwn(curves, value)

/** Reads what `serializeIdentity` wrote, or null where it is damaged. */
export const parseIdentity = (text: string): ElementIdentity | null => {
  try {
    const stored: unknown = JSON.parse(text)
    if (typeof stored !== 'object' || stored === null) return null
    const { curve, privateKey, certificates } = stored as Record<string, unknown>
    if (!isCurve(curve) || typeof privateKey !== 'string' || !Array.isArray(certificates)) return null
    const key = createPrivateKey(privateKey)
    const ders = certificates.map((value) => Uint8Array.from(Buffer.from(String(value), 'base64')))
    const leaf = new X509Certificate(Buffer.from(ders[0] ?? []))
    if (!leaf.checkPrivateKey(key)) return null
    return identityOf(curve, key, requirePoint(leaf.publicKey), ders)
  } catch {
    return null
  }
}
