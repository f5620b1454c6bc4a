import type { JournalEntry } from '@brotkasten/domain/journal/entry'
import { type Delta, deltaOf } from '../projections/delta.ts'
import { type Judged, judge } from './judge.ts'
import type { TseKeyFields } from './signature.ts'

/** Everything an assessment depends on: plain data, so that it can be done in another thread. */
export interface AssessInput {
  readonly entries: readonly JournalEntry[]
  /** TSEs the box has adopted before. */
  readonly tses: readonly TseKeyFields[]
  /** Those of the entries' ids that the branch holds already. */
  readonly known: readonly string[]
  /** IANA zone of the branch. */
  readonly zone: string
}

export type Opinion = Pick<Judged, 'verdict' | 'reason' | 'signature' | 'day'>

/** What to store beside some entries. */
export interface Assessment {
  /** One for each entry, in the same order. */
  readonly opinions: readonly Opinion[]
  readonly adopted: readonly TseKeyFields[]
  readonly delta: Delta
}

/** Judges entries in order and sums up those that count; an id that comes twice counts once. */
export function assess({ entries, tses, known, zone }: AssessInput): Assessment {
  const seen = new Set(known)
  const bySerial = new Map(tses.map((tse) => [tse.serial, tse]))
  const judged = entries.map((entry) => {
    const one = judge(entry, { tses: bySerial, zone, isKnown: (id) => seen.has(id) })
    seen.add(entry.id)
    return one
  })
  return {
    opinions: judged.map(({ verdict, reason, signature, day }) => ({ verdict, reason, signature, day })),
    adopted: judged.flatMap(({ fact }) => (fact?.kind === 'tse.adopted' ? [fact.body] : [])),
    delta: deltaOf(judged, zone),
  }
}
