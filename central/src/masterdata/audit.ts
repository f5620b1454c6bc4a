import * as v from 'valibot'
import type { Statement } from '../store/db.ts'
import type { PlannedChange } from './plan.ts'

/** Who did it and when; the user's id, not the name. */
export interface Author {
  readonly who: string
  readonly at: string
}

/** Personal data and hashes of staff never reach the log: it outlives the right to keep them. */
const PRIVATE_FIELDS = new Set(['pinHash', 'name'])

function shown(entity: string, data: unknown): string | null {
  if (data === null) return null
  if (entity !== 'staff') return JSON.stringify(data)
  return JSON.stringify(data, (key, value: unknown) => (PRIVATE_FIELDS.has(key) ? '…' : value))
}

/** The audit entry of one change. */
export function auditStatement({ record, old }: PlannedChange, author: Author): Statement {
  return {
    sql: `INSERT INTO audit (at, who, action, entity, id, version, old, new)
          VALUES (?, ?, 'change', ?, ?, ?, ?, ?)`,
    args: [
      author.at,
      author.who,
      record.entity,
      record.id,
      record.version,
      shown(record.entity, old),
      shown(record.entity, record.data),
    ],
  }
}

/** Something done that is no change of master data, e.g. a box revoked. */
export function actionStatement(action: string, entity: string, id: string, author: Author): Statement {
  const sql = 'INSERT INTO audit (at, who, action, entity, id) VALUES (?, ?, ?, ?, ?)'
  return { sql, args: [author.at, author.who, action, entity, id] }
}

export const auditRow = v.object({
  position: v.number(),
  at: v.string(),
  who: v.string(),
  action: v.string(),
  entity: v.string(),
  id: v.string(),
  version: v.nullable(v.number()),
  old: v.nullable(v.string()),
  new: v.nullable(v.string()),
})
