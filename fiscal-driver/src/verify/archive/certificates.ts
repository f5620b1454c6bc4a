import { X509Certificate } from 'node:crypto'
import { importPoint, pointOf, type TseKey } from '../../crypto/public-key.ts'
import type { EntryPlace, Findings } from './findings.ts'

/** A certificate of an archive. */
export interface ArchiveCertificate {
  readonly certificate: X509Certificate
  /** Null for a key that is on none of the curves a TSE uses. */
  readonly key: TseKey | null
  /** Null for a certificate the caller brought. */
  readonly place: EntryPlace | null
}

const NAME = /^([0-9a-f]{64})_X509(?:_Fc-\d+)?\.(?:cer|crt|der|pem)$/i

/** True for a name under which archives keep certificates: `<serial>_X509.<cer|crt|der|pem>`. */
export const isCertificateName = (name: string): boolean => NAME.test(name)

const keyOf = (certificate: X509Certificate): TseKey | null => {
  const point = pointOf(certificate.publicKey)
  const key = point === null ? null : importPoint(point)
  return key?.ok === true ? key.value : null
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]{1,20000}-----END CERTIFICATE-----/g

/** Reads a file of certificates, DER or PEM; null where there is none in it. */
export const parseCertificates = (bytes: Uint8Array): readonly X509Certificate[] | null => {
  const text = bytes[0] === 0x30 ? '' : Buffer.from(bytes).toString('latin1')
  const parts = text === '' ? [Buffer.from(bytes)] : (text.match(PEM) ?? [])
  try {
    const certificates = parts.map((part) => new X509Certificate(part))
    for (const certificate of certificates) void certificate.publicKey // an unreadable key throws here
    return certificates.length === 0 ? null : certificates
  } catch {
    return null
  }
}

/** The certificates of an archive, by the serial of their key. */
export class CertificateSet {
  readonly all: ArchiveCertificate[] = []
  readonly #bySerial = new Map<string, ArchiveCertificate>()

  add(certificate: X509Certificate, place: EntryPlace | null): void {
    const entry = { certificate, key: keyOf(certificate), place }
    this.all.push(entry)
    if (entry.key !== null && !this.#bySerial.has(entry.key.serialHex))
      this.#bySerial.set(entry.key.serialHex, entry)
  }

  /** Takes a certificate file of the archive in; its name should carry the serial of the key. */
  addFile(place: EntryPlace, bytes: Uint8Array, findings: Findings): void {
    const certificates = parseCertificates(bytes)
    if (certificates === null) {
      findings.add('error', 'certificateUnreadable', 'neither DER nor PEM of a certificate', place)
      return
    }
    for (const certificate of certificates) this.add(certificate, place)
    const named = NAME.exec(place.name)?.[1]?.toLowerCase()
    const serials = this.all.slice(-certificates.length).map(({ key }) => key?.serialHex)
    if (named !== undefined && !serials.includes(named)) {
      findings.add(
        'warning',
        'certificateNameDiffers',
        'the name is not the SHA-256 of the public key',
        place,
      )
    }
  }

  find(serialHex: string): ArchiveCertificate | undefined {
    return this.#bySerial.get(serialHex)
  }
}
