/** Devices answer instants and bytes, stored receipts carry ISO texts and base64: both are taken. */
export const instantOf = (value: Date | string): Date => (typeof value === 'string' ? new Date(value) : value)

/** Bytes, or what their base64 says. */
export const bytesOf = (value: Uint8Array | string): Uint8Array =>
  typeof value === 'string' ? Buffer.from(value, 'base64') : value
