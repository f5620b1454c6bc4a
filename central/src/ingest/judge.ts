import { type Fact, type JournalEntry, readEntry } from '@brotkasten/domain/journal/entry'
import type { TseSigned } from '@brotkasten/domain/receipt/tse'
import { businessDateAt } from '@brotkasten/domain/time/business-date'
import { isOwnSerial, type TseKeyFields, wrongSignature } from './signature.ts'
import { type WrongSum, wrongMovementSum, wrongRefundSum, wrongSaleSum } from './sums.ts'

export type Verdict = 'ok' | 'duplicate' | 'quarantined'

/** An entry with the centre's opinion of it. */
export interface Judged {
  readonly entry: JournalEntry
  readonly verdict: Verdict
  /** Why it is quarantined, e.g. `signature: unknownTse`. */
  readonly reason: string | null
  readonly signature: 'none' | 'verified'
  /** Branch day it counts for. */
  readonly day: string
  /** Its content, where it counts. */
  readonly fact: Fact | null
}

export interface JudgeContext {
  /** TSEs this box has adopted so far, by serial number; `tse.adopted` entries are added in passing. */
  readonly tses: Map<string, TseKeyFields>
  /** Whether an entry id of the branch is held already. */
  readonly isKnown: (id: string) => boolean
  /** IANA zone of the branch. */
  readonly zone: string
}

/** No box has worked before; calendars of such years are not worth a thought. */
const EARLIEST = '2000'

/** The branch day stamped on a booking, else the one its time falls on. */
function dayOf(entry: JournalEntry, zone: string, fact: Fact | null): string {
  if (fact && 'businessDate' in fact.body) return fact.body.businessDate
  return entry.time < EARLIEST ? entry.time.slice(0, 10) : businessDateAt(new Date(entry.time), zone)
}

/** The signature a fact carries, or null where it carries none. */
const signatureOf = (fact: Fact): TseSigned | null =>
  'tse' in fact.body && fact.body.tse.state === 'signed' ? fact.body.tse : null

function wrongSum(fact: Fact): WrongSum | null {
  if (fact.kind === 'sale.completed') return wrongSaleSum(fact.body)
  if (fact.kind === 'sale.refunded') return wrongRefundSum(fact.body)
  return fact.kind === 'cash.moved' ? wrongMovementSum(fact.body) : null
}

/** The reason why a readable entry is not to be believed, or null. */
function doubt(fact: Fact, tses: ReadonlyMap<string, TseKeyFields>): string | null {
  if (fact.kind === 'tse.adopted') return isOwnSerial(fact.body) ? null : 'tse: serial'
  if ('completedAt' in fact.body && fact.body.completedAt < EARLIEST) return 'time: before 2000'
  const sum = wrongSum(fact)
  if (sum !== null) return `sums: ${sum}`
  const signed = signatureOf(fact)
  const wrong = signed === null ? null : wrongSignature(signed, tses.get(signed.serial))
  return wrong === null ? null : `signature: ${wrong}`
}

/**
 * Reads and checks one entry. Whatever is wrong with it, it is kept: quarantined with its reason. So is one that
 * brings a check itself down, because a mistake of ours must not stop the journal of a branch.
 */
export function judge(entry: JournalEntry, context: JudgeContext): Judged {
  try {
    return check(entry, context)
  } catch (error) {
    const reason = `check: ${String(error)}`.slice(0, 300)
    const day = entry.time.slice(0, 10)
    return { entry, verdict: 'quarantined', reason, signature: 'none', day, fact: null }
  }
}

function check(entry: JournalEntry, context: JudgeContext): Judged {
  const { tses, zone, isKnown } = context
  const base = { entry, signature: 'none', fact: null } as const
  if (isKnown(entry.id)) return { ...base, verdict: 'duplicate', reason: null, day: dayOf(entry, zone, null) }
  const read = readEntry(entry)
  if (!read.ok) {
    const reason = `body: ${read.error.kind} ${read.error.detail}`.slice(0, 300)
    return { ...base, verdict: 'quarantined', reason, day: dayOf(entry, zone, null) }
  }
  const fact = read.value
  const day = dayOf(entry, zone, fact)
  const reason = doubt(fact, tses)
  if (reason !== null) return { ...base, verdict: 'quarantined', reason, day }
  if (fact.kind === 'tse.adopted') tses.set(fact.body.serial, fact.body)
  return { entry, verdict: 'ok', reason: null, signature: signatureOf(fact) ? 'verified' : 'none', day, fact }
}
