import { type JournalEntry, journalEntrySchema } from '@brotkasten/domain/journal/entry'
import * as v from 'valibot'
import { ask } from '../support/ask.ts'

const PAGE = 1000
const page = v.object({ epoch: v.string(), entries: v.array(journalEntrySchema) })

/** Reads the journal of a box after a sequence number, page by page. */
export async function readBoxJournal(boxUrl: string, after = 0): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = []
  for (let from = after; ; ) {
    const next = await ask(page, boxUrl, `/api/journal?after=${from}&limit=${PAGE}`)
    entries.push(...next.entries)
    const last = next.entries.at(-1)
    if (!last) return entries
    from = last.seq
  }
}

/** The whole archive of the box's TSE. A device may need minutes for it. */
export async function readTseArchive(boxUrl: string): Promise<Uint8Array> {
  const url = new URL('/api/tse/archive', boxUrl)
  const answer = await fetch(url, { signal: AbortSignal.timeout(600_000) })
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return answer.bytes()
}

const backlogAnswer = v.object({ centre: v.object({ backlog: v.number() }) })

/** Entries of the box that the centre does not hold yet, as far as the box knows. */
export const readBacklog = async (boxUrl: string): Promise<number> =>
  (await ask(backlogAnswer, boxUrl, '/api/status')).centre.backlog
