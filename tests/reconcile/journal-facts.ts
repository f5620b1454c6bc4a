import { createHash } from 'node:crypto'
import { chainHash, GENESIS } from '@brotkasten/domain/journal/chain'
import { type JournalEntry, readEntry } from '@brotkasten/domain/journal/entry'
import type { Body } from '@brotkasten/domain/journal/kinds'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import type { TseSigned } from '@brotkasten/domain/receipt/tse'
import { type BookedDocument, documentOf } from './documents.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A finished TSE transaction that the journal accounts for, and by what. */
export interface Accounted {
  readonly tse: TseSigned
  readonly by: string
}

/** What a journal says, read without the programs that wrote it. */
export interface JournalFacts {
  readonly entries: number
  /** Sales. */
  readonly receipts: readonly Receipt[]
  /** Everything with a receipt number, sales among them. */
  readonly documents: readonly BookedDocument[]
  readonly accounted: readonly Accounted[]
  readonly aborts: number
  readonly adopted: ReadonlyMap<string, Body<'tse.adopted'>>
  readonly outages: ReadonlySet<string>
  /** Sequence numbers missing, hashes that do not follow, ids twice, bodies nobody can read. */
  readonly faults: readonly string[]
}

/** Reads a whole journal of one epoch from its first entry on, checking the chain on the way. */
export function readJournal(entries: readonly JournalEntry[]): JournalFacts {
  const receipts: Receipt[] = []
  const documents: BookedDocument[] = []
  const accounted: Accounted[] = []
  const adopted = new Map<string, Body<'tse.adopted'>>()
  const outages = new Set<string>()
  const ids = new Set<string>()
  const faults: string[] = []
  let aborts = 0
  let previous = { seq: 0, hash: GENESIS }
  for (const entry of entries) {
    faults.push(...chainFaults(entry, previous, ids))
    previous = entry
    ids.add(entry.id)
    const read = readEntry(entry)
    if (!read.ok) {
      faults.push(`entry ${entry.seq} is unreadable: ${read.error.kind} ${read.error.detail}`)
      continue
    }
    const { kind, body } = read.value
    const document = documentOf(read.value)
    if (document) documents.push(document)
    if (document && document.id !== entry.id) faults.push(`entry ${entry.seq} carries another document's id`)
    if (kind === 'sale.completed') receipts.push(body)
    if ('tse' in body && body.tse.state === 'signed')
      accounted.push({ tse: body.tse, by: `${kind} ${entry.id}` })
    if (kind === 'sale.aborted') aborts += 1
    if (kind === 'tse.adopted') adopted.set(body.serial, body)
    if (kind === 'tse.outageBegan') outages.add(body.outageId)
  }
  return { entries: entries.length, receipts, documents, accounted, aborts, adopted, outages, faults }
}

function chainFaults(
  entry: JournalEntry,
  previous: { readonly seq: number; readonly hash: string },
  ids: ReadonlySet<string>,
): string[] {
  const faults: string[] = []
  if (entry.seq !== previous.seq + 1) faults.push(`after entry ${previous.seq} comes ${entry.seq}`)
  if (entry.hash !== chainHash(previous.hash, entry, sha256))
    faults.push(`entry ${entry.seq} does not follow from the one before`)
  if (ids.has(entry.id)) faults.push(`entry ${entry.seq} has the id of another: ${entry.id}`)
  return faults
}

/** Receipt numbers that are missing or taken twice, per register: they must run from 1 without a gap. */
export function numberFaults(receipts: readonly Pick<BookedDocument, 'registerId' | 'number'>[]): string[] {
  const byRegister = Map.groupBy(receipts, (receipt) => receipt.registerId)
  return [...byRegister].flatMap(([registerId, own]) => {
    const faults: string[] = []
    let expected = 1
    for (const number of own.map((receipt) => receipt.number).toSorted((a, b) => a - b)) {
      if (number < expected) faults.push(`register ${registerId}: number ${number} twice`)
      if (number > expected)
        faults.push(`register ${registerId}: numbers ${expected} to ${number - 1} are missing`)
      expected = Math.max(expected, number + 1)
    }
    return faults
  })
}
