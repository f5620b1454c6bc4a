import { type KeyObject, randomBytes, sign } from 'node:crypto'
import {
  bitString,
  boolean,
  explicit,
  octetString,
  oid,
  sequence,
  set,
  text,
  tlv,
  unsigned,
  utf8String,
} from '../codec/write-der.ts'
import { type CurveName, curves } from './curves.ts'
import { pointOf, subjectPublicKeyInfo } from './public-key.ts'

/** Distinguished name with the attributes TSE certificates use. */
export interface Subject {
  readonly commonName: string
  readonly organization: string
  readonly serialNumber?: string
}

/** What goes into a certificate, and who vouches for it. */
export interface CertificateRequest {
  readonly subject: Subject
  readonly curve: CurveName
  readonly publicKey: KeyObject
  readonly issuer: Subject
  readonly issuerCurve: CurveName
  readonly issuerKey: KeyObject
  readonly notBefore: Date
  readonly notAfter: Date
  /** True for an authority, false for a device. */
  readonly authority: boolean
}

const signatureOids = {
  'ecdsa-plain-SHA256': { oid: '1.2.840.10045.4.3.2', hash: 'sha256' },
  'ecdsa-plain-SHA384': { oid: '1.2.840.10045.4.3.3', hash: 'sha384' },
  'ecdsa-plain-SHA512': { oid: '1.2.840.10045.4.3.4', hash: 'sha512' },
} as const

const attribute = (dotted: string, value: Uint8Array): Uint8Array => set(sequence(oid(dotted), value))

const name = (subject: Subject): Uint8Array =>
  sequence(
    attribute('2.5.4.10', utf8String(subject.organization)),
    ...(subject.serialNumber === undefined
      ? []
      : [attribute('2.5.4.5', tlv(0x13, text(subject.serialNumber)))]),
    attribute('2.5.4.3', utf8String(subject.commonName)),
  )

/** RFC 5280, 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050. */
const time = (at: Date): Uint8Array => {
  const digits = at.toISOString().replace(/[^0-9]/g, '')
  return at.getUTCFullYear() < 2050
    ? tlv(0x17, text(`${digits.slice(2, 14)}Z`))
    : tlv(0x18, text(`${digits.slice(0, 14)}Z`))
}

const KEY_CERT_SIGN = Uint8Array.of(0x03, 0x02, 0x02, 0x04)
const DIGITAL_SIGNATURE = Uint8Array.of(0x03, 0x02, 0x07, 0x80)

const extension = (dotted: string, value: Uint8Array): Uint8Array =>
  sequence(oid(dotted), boolean(true), octetString(value))

const extensions = (authority: boolean): Uint8Array =>
  explicit(
    3,
    sequence(
      extension('2.5.29.19', authority ? sequence(boolean(true)) : sequence()),
      extension('2.5.29.15', authority ? KEY_CERT_SIGN : DIGITAL_SIGNATURE),
    ),
  )

/** Builds a minimal X.509 certificate in DER, signed with ECDSA: enough for the chain of an emulated TSE. */
export const buildCertificate = (request: CertificateRequest): Uint8Array => {
  const point = pointOf(request.publicKey)
  if (point === null) throw new TypeError('the public key lies on no known curve')
  const algorithm = signatureOids[curves[request.issuerCurve].algorithm]
  const algorithmElement = sequence(oid(algorithm.oid))
  const body = sequence(
    explicit(0, tlv(0x02, Uint8Array.of(2))),
    unsigned(randomBytes(16)),
    algorithmElement,
    name(request.issuer),
    sequence(time(request.notBefore), time(request.notAfter)),
    name(request.subject),
    subjectPublicKeyInfo(request.curve, point),
    extensions(request.authority),
  )
  return sequence(body, algorithmElement, bitString(sign(algorithm.hash, body, request.issuerKey)))
}
