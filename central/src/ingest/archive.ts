import { GENESIS } from '@brotkasten/domain/journal/chain'
import type { JournalEntry } from '@brotkasten/domain/journal/entry'
import * as v from 'valibot'
import { deltaStatements } from '../projections/statements.ts'
import { all, type Db, first, must, type Statement } from '../store/db.ts'
import type { Held } from './accept.ts'
import type { Assessment } from './assess.ts'
import type { TseKeyFields } from './signature.ts'

export interface Stream extends Held {
  readonly stream: number
}

const streamRow = v.pipe(
  v.object({ stream: v.number(), mark: v.number(), last_hash: v.string() }),
  v.transform(({ stream, mark, last_hash }): Stream => ({ stream, mark, lastHash: last_hash })),
)
const FIND_STREAM = 'SELECT stream, mark, last_hash FROM stream WHERE box_id = ? AND epoch = ?'

/** The journal of a box and epoch as held, or null before its first batch. */
export const findStream = (db: Db, boxId: string, epoch: string): Promise<Stream | null> =>
  first(db, streamRow, FIND_STREAM, [boxId, epoch])

/** The journal of a box and epoch; begun where there is none. */
export async function openStream(db: Db, boxId: string, epoch: string): Promise<Stream> {
  const known = await findStream(db, boxId, epoch)
  if (known) return known
  const sql = `INSERT INTO stream (box_id, epoch, mark, last_hash) VALUES (?, ?, 0, ?)
               ON CONFLICT (box_id, epoch) DO NOTHING`
  await must(db, [{ sql, args: [boxId, epoch, GENESIS] }])
  const begun = await findStream(db, boxId, epoch)
  if (begun === null) throw new Error('a journal just begun is not there')
  return begun
}

const hashRow = v.object({ seq: v.number(), hash: v.string() })

/** Hashes of held entries by seq, both bounds inclusive. */
export async function hashesBetween(
  db: Db,
  stream: number,
  from: number,
  to: number,
): Promise<Map<number, string>> {
  const sql = 'SELECT seq, hash FROM entry WHERE stream = ? AND seq BETWEEN ? AND ?'
  const rows = await all(db, hashRow, sql, [stream, from, to])
  return new Map(rows.map(({ seq, hash }) => [seq, hash]))
}

/** Those of some entry ids that the branch holds already. */
export async function knownIds(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const sql = `SELECT id FROM entry WHERE verdict <> 'duplicate' AND id IN (SELECT value FROM json_each(?))`
  const rows = await all(db, v.object({ id: v.string() }), sql, [JSON.stringify(ids)])
  return new Set(rows.map((row) => row.id))
}

const tseRow = v.pipe(
  v.object({
    serial: v.string(),
    public_key: v.string(),
    algorithm: v.picklist(['ecdsa-plain-SHA256', 'ecdsa-plain-SHA384', 'ecdsa-plain-SHA512']),
    log_time_format: v.picklist([
      'unixTime',
      'utcTime',
      'utcTimeWithSeconds',
      'generalizedTime',
      'generalizedTimeWithMilliseconds',
    ]),
  }),
  v.transform(
    ({ serial, public_key, algorithm, log_time_format }): TseKeyFields => ({
      serial,
      publicKey: public_key,
      algorithm,
      logTimeFormat: log_time_format,
    }),
  ),
)

/** TSEs a box has adopted, in any of its epochs, by serial number. */
export async function tsesOf(db: Db, boxId: string): Promise<Map<string, TseKeyFields>> {
  const sql = 'SELECT serial, public_key, algorithm, log_time_format FROM tse WHERE box_id = ?'
  const rows = await all(db, tseRow, sql, [boxId])
  return new Map(rows.map((tse) => [tse.serial, tse]))
}

/** Remembers an adopted TSE of a box. */
export function tseStatement(boxId: string, tse: TseKeyFields): Statement {
  return {
    sql: `INSERT INTO tse (box_id, serial, public_key, algorithm, log_time_format) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (box_id, serial) DO NOTHING`,
    args: [boxId, tse.serial, tse.publicKey, tse.algorithm, tse.logTimeFormat],
  }
}

const ENTRY = `INSERT INTO entry
  (stream, seq, id, kind, version, time, body, hash, received_at, day, verdict, reason, signature)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

export interface Appended {
  readonly boxId: string
  readonly stream: Stream
  readonly entries: readonly JournalEntry[]
  readonly assessment: Assessment
  readonly receivedAt: string
}

/** One transaction: the entries, what they add to the projections, and the new mark. */
export function appendStatements({ boxId, stream, entries, assessment, receivedAt }: Appended): Statement[] {
  const last = entries.at(-1)
  if (!last) return []
  const statements: Statement[] = []
  for (const [index, { seq, id, kind, version, time, body, hash }] of entries.entries()) {
    const opinion = assessment.opinions[index]
    if (!opinion) throw new Error('an entry was not judged')
    const { day, verdict, reason, signature } = opinion
    const stored = [stream.stream, seq, id, kind, version, time, body, hash, receivedAt]
    statements.push({ sql: ENTRY, args: [...stored, day, verdict, reason, signature] })
  }
  for (const tse of assessment.adopted) statements.push(tseStatement(boxId, tse))
  statements.push(...deltaStatements(assessment.delta))
  const sql = 'UPDATE stream SET mark = ?, last_hash = ?, last_time = ? WHERE stream = ? AND mark = ?'
  const args = [last.seq, last.hash, last.time, stream.stream, stream.mark]
  return [...statements, { sql, args, changes: 1 }]
}

/** Remembers what no honest box sends; the same thing once. */
export function incidentStatement(
  boxId: string,
  epoch: string,
  what: { readonly kind: string; readonly seq: number; readonly at: string },
): Statement {
  const sql =
    'INSERT INTO incident (box_id, epoch, seq, kind, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING'
  return { sql, args: [boxId, epoch, what.seq, what.kind, what.at] }
}
