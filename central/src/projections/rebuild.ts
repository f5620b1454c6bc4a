import { journalEntrySchema } from '@brotkasten/domain/journal/entry'
import * as v from 'valibot'
import { tseStatement } from '../ingest/archive.ts'
import { type Judged, judge } from '../ingest/judge.ts'
import type { TseKeyFields } from '../ingest/signature.ts'
import { all, type Db, must, type Statement } from '../store/db.ts'
import { deltaOf } from './delta.ts'
import { CLEAR, deltaStatements } from './statements.ts'

const CHUNK = 1_000

const entryRow = v.object({
  ...journalEntrySchema.entries,
  position: v.number(),
  box_id: v.string(),
  verdict: v.picklist(['ok', 'duplicate', 'quarantined']),
})

const READ = `SELECT position, box_id, seq, id, kind, version, time, body, hash, verdict
  FROM entry JOIN stream USING (stream) WHERE position > ? ORDER BY position LIMIT ${CHUNK}`
const VERDICT = 'UPDATE entry SET verdict = ?, reason = ?, signature = ?, day = ? WHERE position = ?'

/**
 * Throws the projections of a branch away and makes them anew from the archive, in one transaction. Every entry but
 * the duplicates is judged again, so that a newer program frees what an older one could not read. Maintenance: nothing
 * else may write to the branch meanwhile.
 */
export async function rebuild(db: Db, zone: string): Promise<{ readonly entries: number }> {
  const statements: Statement[] = [...CLEAR]
  const judgements: Judged[] = []
  const tses = new Map<string, Map<string, TseKeyFields>>()
  for (let position = 0; ; ) {
    const rows = await all(db, entryRow, READ, [position])
    for (const row of rows) {
      const own = tses.get(row.box_id) ?? new Map<string, TseKeyFields>()
      tses.set(row.box_id, own)
      const judged = judge(row, { tses: own, zone, isKnown: () => row.verdict === 'duplicate' })
      judgements.push({ ...judged, entry: { ...judged.entry, body: '' } })
      statements.push(...consequences(judged, row.box_id, row.position, row.verdict))
    }
    position = rows.at(-1)?.position ?? position
    if (rows.length < CHUNK) break
  }
  await must(db, [...statements, ...deltaStatements(deltaOf(judgements, zone))])
  return { entries: judgements.length }
}

function consequences(judged: Judged, boxId: string, position: number, before: string): Statement[] {
  const { verdict, reason, signature, day, fact } = judged
  const statements: Statement[] = []
  if (verdict !== before) statements.push({ sql: VERDICT, args: [verdict, reason, signature, day, position] })
  if (fact?.kind === 'tse.adopted') statements.push(tseStatement(boxId, fact.body))
  return statements
}
