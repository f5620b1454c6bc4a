import type { Result } from '@brotkasten/domain/result'
import type { Unreachable } from './failure.ts'

/** The unit of a mass-storage device; positions and lengths are multiples of it. */
export const SECTOR = 512

/** A file on a mass-storage device, read and written past the page cache. One call at a time. */
export interface BlockFile {
  /** Exactly `length` bytes from `position`, in memory of the caller's own. */
  read(position: number, length: number): Promise<Result<Uint8Array, Unreachable>>
  write(position: number, bytes: Uint8Array): Promise<Result<void, Unreachable>>
  /** Length of the file in bytes. */
  size(): Promise<Result<number, Unreachable>>
  close(): Promise<void>
}

/** A mounted volume. It may be stale: after an unplug, opening still succeeds and only reading fails. */
export interface Volume {
  /** Where it is mounted. */
  readonly name: string
  open(fileName: string): Promise<Result<BlockFile, Unreachable>>
}

/** The places where a stick may show up. Asked anew at every search. */
export interface Volumes {
  list(): Promise<readonly Volume[]>
}

/** Throws on a position or length the kernel would refuse with EINVAL: the caller has a bug. */
export function assertAligned(position: number, length: number): void {
  if (position % SECTOR !== 0 || length % SECTOR !== 0 || length === 0) {
    throw new RangeError(`position ${position} and length ${length} must be multiples of ${SECTOR}`)
  }
}

export const alignUpSector = (length: number): number => Math.ceil(length / SECTOR) * SECTOR
