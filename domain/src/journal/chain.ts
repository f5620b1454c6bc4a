/** SHA-256 over the UTF-8 bytes of a text, as 64 hex digits. An argument: the parts run where they have one. */
export type Sha256Hex = (text: string) => string

/** Hash before the first entry of an epoch. */
export const GENESIS = '0'.repeat(64)

export interface ChainedFields {
  readonly seq: number
  readonly id: string
  readonly kind: string
  /** Schema version of the body. */
  readonly version: number
  /** UTC, ISO 8601 with milliseconds. */
  readonly time: string
  /** The exact text that is stored. */
  readonly body: string
}

/**
 * Ties an entry to the one before it:
 * hash = SHA-256(previous hash ⏎ seq ⏎ kind ⏎ version ⏎ id ⏎ time ⏎ body), 64 hex digits.
 * Only the body, which comes last, may hold a line break, so no two entries share one input.
 */
export const chainHash = (previous: string, entry: ChainedFields, sha256: Sha256Hex): string =>
  sha256(
    `${previous}\n${entry.seq}\n${entry.kind}\n${entry.version}\n${entry.id}\n${entry.time}\n${entry.body}`,
  )
