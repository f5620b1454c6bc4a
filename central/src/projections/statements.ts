import type { Statement } from '../store/db.ts'
import type { Delta } from './delta.ts'

const DAY = `INSERT INTO day (date, receipts, refunds, gross, last_sale, duplicates, quarantined, verified)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (date) DO UPDATE SET receipts = receipts + excluded.receipts,
    refunds = refunds + excluded.refunds, gross = gross + excluded.gross,
    last_sale = nullif(max(coalesce(last_sale, ''), coalesce(excluded.last_sale, '')), ''),
    duplicates = duplicates + excluded.duplicates, quarantined = quarantined + excluded.quarantined,
    verified = verified + excluded.verified`
const HOUR = `INSERT INTO hour (date, hour, receipts, gross) VALUES (?, ?, ?, ?)
  ON CONFLICT (date, hour) DO UPDATE SET receipts = receipts + excluded.receipts, gross = gross + excluded.gross`
const TAX = `INSERT INTO tax (date, vat_key, rate, gross, net, vat) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (date, vat_key, rate) DO UPDATE SET gross = gross + excluded.gross, net = net + excluded.net,
    vat = vat + excluded.vat`
const PAYMENT = `INSERT INTO payment (date, kind, amount, count) VALUES (?, ?, ?, ?)
  ON CONFLICT (date, kind) DO UPDATE SET amount = amount + excluded.amount, count = count + excluded.count`

/** Statements that add a delta to the projections. */
export function deltaStatements(delta: Delta): Statement[] {
  const statements: Statement[] = []
  for (const [date, day] of delta.days) {
    const { receipts, refunds, gross, lastSale, duplicates, quarantined, verified } = day
    statements.push({
      sql: DAY,
      args: [date, receipts, refunds, gross, lastSale, duplicates, quarantined, verified],
    })
  }
  for (const [key, { receipts, gross }] of delta.hours) {
    const [date = '', hour] = key.split('/')
    statements.push({ sql: HOUR, args: [date, Number(hour), receipts, gross] })
  }
  for (const [key, { gross, net, vat }] of delta.taxes) {
    const [date = '', vatKey, rate] = key.split('/')
    statements.push({ sql: TAX, args: [date, Number(vatKey), Number(rate), gross, net, vat] })
  }
  for (const [key, { amount, count }] of delta.payments) {
    const [date = '', kind = ''] = key.split('/')
    statements.push({ sql: PAYMENT, args: [date, kind, amount, count] })
  }
  return statements
}

/** Empties every projection. */
export const CLEAR: readonly Statement[] = ['day', 'hour', 'tax', 'payment', 'tse'].map((table) => ({
  sql: `DELETE FROM ${table}`,
}))
