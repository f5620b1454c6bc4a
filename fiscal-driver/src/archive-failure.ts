import type { TseFailure } from './tse.ts'

/** Thrown while an archive is being read from a device: what came so far is not complete. */
export class ArchiveFailure extends Error {
  readonly failure: TseFailure

  constructor(failure: TseFailure) {
    super(failure.detail)
    this.name = 'ArchiveFailure'
    this.failure = failure
  }
}
