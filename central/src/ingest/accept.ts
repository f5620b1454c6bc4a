import { chainHash } from '@brotkasten/domain/journal/chain'
import type { JournalEntry } from '@brotkasten/domain/journal/entry'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { sha256Hex } from '../secret.ts'

/** What the centre holds of one journal (box and epoch). */
export interface Held {
  /** Highest seq held; 0 for none. */
  readonly mark: number
  /** Hash of the entry at the mark; GENESIS at 0. */
  readonly lastHash: string
}

export type BatchRefusal =
  /** An entry before these is missing. */
  | { readonly kind: 'gap'; readonly mark: number; readonly seq: number }
  /** The box now tells another past than the one held. */
  | { readonly kind: 'forked'; readonly mark: number; readonly seq: number }
  /** A hash does not follow from the one before it. */
  | { readonly kind: 'chain'; readonly mark: number; readonly seq: number }

/**
 * The entries of a batch that are new, in order: only mark + 1 and what follows it without a gap, with an unbroken
 * hash chain. What is held already is ignored if it is the same. `hashAt` knows the hashes of held entries.
 */
export function acceptBatch(
  held: Held,
  hashAt: (seq: number) => string | undefined,
  entries: readonly JournalEntry[],
): Result<readonly JournalEntry[], BatchRefusal> {
  const { mark } = held
  const fork = entries.find((entry) => entry.seq <= mark && hashAt(entry.seq) !== entry.hash)
  if (fork) return err({ kind: 'forked', mark, seq: fork.seq })
  const fresh = entries.filter((entry) => entry.seq > mark)
  const gap = fresh.findIndex((entry, index) => entry.seq !== mark + 1 + index)
  if (gap !== -1) return err({ kind: 'gap', mark, seq: mark + 1 + gap })
  let last = held.lastHash
  for (const entry of fresh) {
    if (chainHash(last, entry, sha256Hex) !== entry.hash) return err({ kind: 'chain', mark, seq: entry.seq })
    last = entry.hash
  }
  return ok(fresh)
}
