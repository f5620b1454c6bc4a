import type { Fact } from '@brotkasten/domain/journal/entry'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import type { Db } from './db.ts'

/** Tables that are folds of the journal, in the order in which they are emptied for a rebuild. */
export const PROJECTION_TABLES = ['register', 'receipt', 'tax_total', 'tse', 'outage'] as const

/** Where a fact stands in the journal. */
export interface Position {
  readonly seq: number
  readonly id: string
  /** UTC instant. */
  readonly time: string
}

export type Project = (fact: Fact, at: Position) => void

/** Prepares the fold of one fact into the projection tables; called in the transaction that appends it. */
export function projector(db: Db): Project {
  const foldReceipt = receiptFold(db)
  const openRegister = db.prepare('INSERT INTO register (id, name, serial, last_number) VALUES (?, ?, ?, 0)')
  const adoptTse = db.prepare(
    'INSERT INTO tse (serial, public_key, algorithm, log_time_format, emulated) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const beginOutage = db.prepare(
    'INSERT INTO outage (id, reason, began_at, ended_at, receipts) VALUES (?, ?, ?, NULL, 0)',
  )
  const endOutage = db.prepare('UPDATE outage SET ended_at = ? WHERE id = ?')
  return (fact, at) => {
    switch (fact.kind) {
      case 'sale.completed':
        return foldReceipt(fact.body, at.seq)
      case 'register.opened':
        return openRegister.run(fact.body.registerId, fact.body.name, fact.body.serial)
      case 'tse.adopted': {
        const { serial, publicKey, algorithm, logTimeFormat, emulated } = fact.body
        return adoptTse.run(serial, publicKey, algorithm, logTimeFormat, emulated ? 1 : 0)
      }
      case 'tse.outageBegan':
        return beginOutage.run(fact.body.outageId, fact.body.reason, at.time)
      case 'tse.outageEnded':
        return endOutage.run(at.time, fact.body.outageId)
      case 'box.started':
      case 'sale.signatureFound':
      case 'sale.aborted':
      case 'catalogue.applied':
        return
    }
  }
}

function receiptFold(db: Db): (receipt: Receipt, seq: number) => void {
  const insert = db.prepare(
    'INSERT INTO receipt (id, seq, register_id, number, business_date, completed_at, gross, operator_number, outage) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const count = db.prepare('UPDATE register SET last_number = ? WHERE id = ?')
  const addTax = db.prepare(
    `INSERT INTO tax_total (business_date, vat_key, rate, gross, net, vat) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET gross = gross + excluded.gross, net = net + excluded.net, vat = vat + excluded.vat`,
  )
  const affect = db.prepare('UPDATE outage SET receipts = receipts + 1 WHERE id = ?')
  return (r, seq) => {
    const outage = r.tse.state === 'outage'
    insert.run(
      r.id,
      seq,
      r.registerId,
      r.number,
      r.businessDate,
      r.completedAt,
      r.gross,
      r.operatorNumber,
      outage ? 1 : 0,
    )
    count.run(r.number, r.registerId)
    for (const tax of r.taxes) addTax.run(r.businessDate, tax.vatKey, tax.rate, tax.gross, tax.net, tax.vat)
    if (r.tse.state === 'outage') affect.run(r.tse.outageId)
  }
}
