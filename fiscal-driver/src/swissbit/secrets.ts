import { createHash } from 'node:crypto'

export interface SwissbitSecrets {
  /** Six digits. */
  readonly puk: string
  /** Five digits each. */
  readonly adminPin: string
  readonly timeAdminPin: string
}

/** Seed of the normal product; resellers may use another. */
export const DEFAULT_SEED = 'SwissbitSwissbit'

/**
 * The secrets a new device starts with: SHA-256 over seed and serial, three numbers of eight bytes, their last digits.
 * From one source; a wrong PUK three times kills the device, so a login with the PIN comes first.
 */
export function firstSecrets(serial: Uint8Array, seed = DEFAULT_SEED): SwissbitSecrets {
  const digest = createHash('sha256').update(seed).update(serial).digest()
  const digits = (at: number, count: number): string =>
    (digest.readBigUInt64BE(at) % 10n ** BigInt(count)).toString().padStart(count, '0')
  return { puk: digits(0, 6), adminPin: digits(8, 5), timeAdminPin: digits(16, 5) }
}
