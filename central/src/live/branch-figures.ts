import * as v from 'valibot'
import { all, type Db, first } from '../store/db.ts'

const integer = v.nullable(v.number())

/** What a live row says of a branch's archive on one day. Money in cents. */
export interface DayFigures {
  readonly gross: number
  readonly receipts: number
  readonly lastSale: string | null
  /** Entries of all days in quarantine. */
  readonly quarantined: number
}

const dayRow = v.object({
  gross: integer,
  receipts: integer,
  last_sale: v.nullable(v.string()),
  quarantined: integer,
})

/** Today's figures, the last sale of all and the quarantine of a branch. */
export async function dayFigures(db: Db, date: string): Promise<DayFigures> {
  const sql = `SELECT sum(gross) FILTER (WHERE date = ?) AS gross, sum(receipts) FILTER (WHERE date = ?) AS receipts,
                 max(last_sale) AS last_sale, sum(quarantined) AS quarantined FROM day`
  const row = await first(db, dayRow, sql, [date, date])
  return {
    gross: row?.gross ?? 0,
    receipts: row?.receipts ?? 0,
    lastSale: row?.last_sale ?? null,
    quarantined: row?.quarantined ?? 0,
  }
}

/** Time of the newest entry held of a box, over its epochs; null for none. */
export async function lastEntryTime(db: Db, boxId: string): Promise<string | null> {
  const sql = 'SELECT max(last_time) AS last FROM stream WHERE box_id = ?'
  const row = await first(db, v.object({ last: v.nullable(v.string()) }), sql, [boxId])
  return row?.last ?? null
}

const hourRow = v.object({ hour: v.number(), gross: v.number(), receipts: v.number() })
export type HourFigures = v.InferOutput<typeof hourRow>

/** Sales by local hour of one branch day. */
export const hoursOf = (db: Db, date: string): Promise<HourFigures[]> =>
  all(db, hourRow, 'SELECT hour, gross, receipts FROM hour WHERE date = ? ORDER BY hour', [date])

const totalsRow = v.object({
  receipts: integer,
  refunds: integer,
  gross: integer,
  duplicates: integer,
  quarantined: integer,
  verified: integer,
})
const taxRow = v.object({
  vatKey: v.number(),
  rate: v.number(),
  gross: v.number(),
  net: v.number(),
  vat: v.number(),
})
const paymentRow = v.object({ kind: v.string(), amount: v.number(), count: v.number() })

/** Everything a reconciliation asks of a branch over days, both inclusive. */
export async function figuresBetween(db: Db, from: string, to: string) {
  const range = [from, to]
  const [totals, taxes, payments] = await Promise.all([
    first(
      db,
      totalsRow,
      `SELECT sum(receipts) AS receipts, sum(refunds) AS refunds, sum(gross) AS gross, sum(duplicates) AS duplicates,
         sum(quarantined) AS quarantined, sum(verified) AS verified FROM day WHERE date BETWEEN ? AND ?`,
      range,
    ),
    all(
      db,
      taxRow,
      `SELECT vat_key AS vatKey, rate, sum(gross) AS gross, sum(net) AS net, sum(vat) AS vat FROM tax
       WHERE date BETWEEN ? AND ? GROUP BY vat_key, rate ORDER BY vat_key, rate`,
      range,
    ),
    all(
      db,
      paymentRow,
      `SELECT kind, sum(amount) AS amount, sum(count) AS count FROM payment
       WHERE date BETWEEN ? AND ? GROUP BY kind ORDER BY kind`,
      range,
    ),
  ])
  return {
    receipts: totals?.receipts ?? 0,
    refunds: totals?.refunds ?? 0,
    gross: totals?.gross ?? 0,
    taxes,
    payments,
    duplicates: totals?.duplicates ?? 0,
    quarantined: totals?.quarantined ?? 0,
    signaturesVerified: totals?.verified ?? 0,
  }
}

const receiptRow = v.object({
  position: v.number(),
  id: v.string(),
  kind: v.picklist(['sale.completed', 'sale.refunded']),
  registerId: v.string(),
  number: v.number(),
  date: v.string(),
  completedAt: v.string(),
  gross: v.number(),
})

/** Receipts of sales and refunds after a position, in the order they arrived. */
export const receiptsAfter = (db: Db, position: number, limit: number) =>
  all(
    db,
    receiptRow,
    `SELECT position, id, kind, body ->> 'registerId' AS registerId, body ->> 'number' AS number, day AS date,
       body ->> 'completedAt' AS completedAt, body ->> 'gross' AS gross
     FROM entry WHERE kind IN ('sale.completed', 'sale.refunded') AND verdict = 'ok' AND position > ? ORDER BY position LIMIT ?`,
    [position, limit],
  )

const quarantineRow = v.object({
  position: v.number(),
  boxId: v.string(),
  epoch: v.string(),
  seq: v.number(),
  id: v.string(),
  kind: v.string(),
  time: v.string(),
  reason: v.nullable(v.string()),
})
const incidentRow = v.object({
  boxId: v.string(),
  epoch: v.string(),
  seq: v.number(),
  kind: v.string(),
  at: v.string(),
})

/** What somebody has to look at: entries that do not count, and attempts to tell another past. */
export async function quarantineOf(db: Db, after: number, limit: number) {
  const [entries, incidents] = await Promise.all([
    all(
      db,
      quarantineRow,
      `SELECT position, box_id AS boxId, epoch, seq, id, kind, time, reason FROM entry JOIN stream USING (stream)
       WHERE verdict = 'quarantined' AND position > ? ORDER BY position LIMIT ?`,
      [after, limit],
    ),
    all(
      db,
      incidentRow,
      'SELECT box_id AS boxId, epoch, seq, kind, at FROM incident ORDER BY at DESC LIMIT ?',
      [limit],
    ),
  ])
  return { entries, incidents }
}
