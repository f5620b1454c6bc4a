import { branchSchema } from '@brotkasten/domain/catalogue/entities'
import type { FeedAnswer } from '@brotkasten/domain/wire/down'
import * as v from 'valibot'
import { sha256Hex } from '../secret.ts'
import { all, type Db, first } from '../store/db.ts'
import { type Cursor, changesFor, type FeedContext, needsSnapshot } from './feed.ts'
import { RECORD_COLUMNS, recordRow } from './record.ts'

const contextRow = v.object({
  epoch: v.string(),
  version: v.number(),
  branch: v.nullable(v.pipe(v.string(), v.parseJson(), branchSchema)),
  scope: v.nullable(v.number()),
})

async function readContext(db: Db, branchId: string): Promise<FeedContext> {
  const row = await first(
    db,
    contextRow,
    `SELECT epoch, centre.version, data AS branch, scope_version AS scope
     FROM centre LEFT JOIN record ON entity = 'branch' AND id = ?`,
    [branchId],
  )
  if (row === null) throw new Error('the centre has no epoch')
  const { epoch, version, branch, scope } = row
  return { branchId, epoch, version, priceListId: branch?.priceListId ?? null, scopeVersion: scope ?? 0 }
}

/**
 * Answers the feed of a branch since a cursor. Versions only grow, so records written between the two reads carry a
 * version above the answer's and come again with the next request.
 */
export async function readFeed(db: Db, branchId: string, cursor: Cursor): Promise<FeedAnswer> {
  const context = await readContext(db, branchId)
  const snapshot = needsSnapshot(cursor, context)
  const since = snapshot ? 0 : cursor.version
  const sql = `SELECT ${RECORD_COLUMNS} FROM record
               WHERE version > ? AND entity <> 'priceList'
                 AND (entity <> 'price' OR substr(id, 1, ?) = ?) AND (entity <> 'branch' OR id = ?)`
  const prefix = `${context.priceListId ?? ''}/`
  const records =
    since === context.version ? [] : await all(db, recordRow, sql, [since, prefix.length, prefix, branchId])
  const changes = JSON.stringify(changesFor(records, context, snapshot))
  return { epoch: context.epoch, version: context.version, snapshot, changes, hash: sha256Hex(changes) }
}
