import type { CashMovement } from '@brotkasten/domain/cash/movement'
import type { Closing } from '@brotkasten/domain/closing/closing'
import {
  NO_TOTALS,
  type Totals,
  totalsSchema,
  withMovement,
  withRefund,
  withSale,
} from '@brotkasten/domain/closing/totals'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import type { TseState } from '@brotkasten/domain/receipt/tse'
import type { Refund } from '@brotkasten/domain/refund/booking'
import type { TaxSum } from '@brotkasten/domain/tax/split'
import * as v from 'valibot'
import type { Db } from './db.ts'

/** What every numbered booking of a register has in common. */
interface Numbered {
  readonly id: string
  readonly registerId: string
  readonly number: number
  readonly businessDate: string
  readonly completedAt: string
  readonly operatorNumber: string
  readonly tse: TseState
}

/** Folds of everything that takes a receipt number, and of the closing that freezes them. */
export function receiptFolds(db: Db) {
  const list = receiptList(db)
  const day = registerDay(db)
  const taxes = taxTotals(db)
  const refunded = db.prepare(
    `INSERT INTO refunded (sale_id, line_id, quantity) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity`,
  )
  const closed = db.prepare('INSERT INTO closing (register_id, z_number, id) VALUES (?, ?, ?)')
  return {
    sale(sale: Receipt, seq: number): void {
      list('sale', sale, sale.gross, seq)
      taxes(sale.businessDate, sale.taxes)
      day.add(sale, (totals) => withSale(totals, sale))
    },
    refund(refund: Refund, seq: number): void {
      list('refund', refund, refund.gross, seq)
      taxes(refund.businessDate, refund.taxes)
      for (const line of refund.lines) refunded.run(refund.saleId, line.lineId, line.quantity)
      day.add(refund, (totals) => withRefund(totals, refund))
    },
    movement(movement: CashMovement, seq: number): void {
      list('cash', movement, movement.amount, seq)
      day.add(movement, (totals) => withMovement(totals, movement))
    },
    closing(closing: Closing): void {
      closed.run(closing.registerId, closing.zNumber, closing.id)
      day.close(closing)
    },
  }
}

function receiptList(db: Db) {
  const insert = db.prepare(
    `INSERT INTO receipt (id, kind, seq, register_id, number, business_date, completed_at, gross, operator_number, outage)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const affect = db.prepare('UPDATE outage SET receipts = receipts + 1 WHERE id = ?')
  return (kind: 'sale' | 'refund' | 'cash', r: Numbered, gross: number, seq: number): void => {
    const { id, registerId, number, businessDate, completedAt, operatorNumber, tse } = r
    const outage = tse.state === 'outage' ? 1 : 0
    insert.run(id, kind, seq, registerId, number, businessDate, completedAt, gross, operatorNumber, outage)
    if (tse.state === 'outage') affect.run(tse.outageId)
  }
}

/** Running totals of each register since its last closing. */
function registerDay(db: Db) {
  const read = db.prepare('SELECT totals, tse_serials FROM register WHERE id = ?')
  const write = db.prepare('UPDATE register SET last_number = ?, totals = ?, tse_serials = ? WHERE id = ?')
  const close = db.prepare("UPDATE register SET last_z = ?, totals = ?, tse_serials = '[]' WHERE id = ?")
  return {
    add(r: Numbered, grow: (totals: Totals) => Totals): void {
      const row = read.get(r.registerId)
      if (!row) throw new Error(`no register ${r.registerId}`)
      const totals = grow(v.parse(totalsSchema, JSON.parse(String(row.totals))))
      write.run(r.number, JSON.stringify(totals), withSerial(String(row.tse_serials), r.tse), r.registerId)
    },
    close({ registerId, zNumber }: Closing): void {
      close.run(zNumber, JSON.stringify(NO_TOTALS), registerId)
    },
  }
}

function withSerial(stored: string, tse: TseState): string {
  if (tse.state === 'outage' || stored.includes(tse.serial)) return stored
  return JSON.stringify([...v.parse(v.array(v.string()), JSON.parse(stored)), tse.serial])
}

function taxTotals(db: Db) {
  const add = db.prepare(
    `INSERT INTO tax_total (business_date, vat_key, rate, gross, net, vat) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET gross = gross + excluded.gross, net = net + excluded.net, vat = vat + excluded.vat`,
  )
  return (businessDate: string, sums: readonly TaxSum[]): void => {
    for (const { vatKey, rate, gross, net, vat } of sums) add.run(businessDate, vatKey, rate, gross, net, vat)
  }
}
