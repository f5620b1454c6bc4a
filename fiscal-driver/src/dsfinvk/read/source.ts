import type { Readable } from 'node:stream'
import type { Result } from '@brotkasten/domain/result'
import type { ReadFailure } from './failure.ts'

/** The files of a package, wherever they lie. */
export interface PackageSource {
  /** Flat file names. */
  readonly names: readonly string[]
  /** Opens a file; its stream fails with a `LimitError` where it grows beyond what limits allow. */
  open(name: string): Promise<Result<Readable, ReadFailure>>
  close(): Promise<void>
}

/** A limit hit in the middle of a stream, on its way to becoming a `ReadFailure`. */
export class LimitError extends Error {
  readonly failure: ReadFailure

  constructor(failure: ReadFailure) {
    super(`${failure.file ?? 'package'}: ${failure.detail}`)
    this.failure = failure
  }
}
