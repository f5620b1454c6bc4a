import { X509Certificate } from 'node:crypto'

/** Every certificate of our own emulators names this organisation as its issuer. */
const SIMULATOR = 'Brotkasten Simulator'

/** True where the device's certificate comes from a simulator, or cannot be read: receipts must be marked then. */
export function isSimulated(certificate: Uint8Array | undefined): boolean {
  if (certificate === undefined) return true
  try {
    return new X509Certificate(certificate).issuer.includes(SIMULATOR)
  } catch {
    return true
  }
}
