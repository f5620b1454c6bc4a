import { text } from '../transport/bytes.ts'

const PEM = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g

/** The DER certificates in what a device answers: a chain in PEM, or one or more in DER behind each other. */
export function splitCertificates(bytes: Uint8Array): Uint8Array[] {
  if (bytes[0] !== 0x30) {
    return [...text(bytes).matchAll(PEM)].map(([, body = '']) => Uint8Array.from(Buffer.from(body, 'base64')))
  }
  const found: Uint8Array[] = []
  for (let at = 0; at + 4 <= bytes.length && bytes[at] === 0x30 && bytes[at + 1] === 0x82; ) {
    const end = at + 4 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0)
    if (end > bytes.length) break
    found.push(bytes.slice(at, end))
    at = end
  }
  return found
}

/** A chain in PEM, as devices with a Swissbit heart store it. */
export const joinPem = (certificates: readonly Uint8Array[]): string =>
  certificates
    .map((der) => {
      const lines = Buffer.from(der)
        .toString('base64')
        .replaceAll(/.{1,64}/g, '$&\n')
      return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`
    })
    .join('')
