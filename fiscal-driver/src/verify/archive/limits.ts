/** Bounds against hostile archives; a legitimate one never comes near them. */
export interface ArchiveLimits {
  readonly entryBytes: number
  readonly entries: number
  readonly totalBytes: number
  readonly certificates: number
  /** Bytes of logs that may wait for their certificate: it usually stands in front of them. */
  readonly pendingBytes: number
}

/** Ten years of a busy branch are about 10 million messages and 10 GB. */
export const defaultLimits: ArchiveLimits = {
  entryBytes: 1 << 20,
  entries: 12_000_000,
  totalBytes: 64 * 2 ** 30,
  certificates: 64,
  pendingBytes: 64 * 2 ** 20,
}
