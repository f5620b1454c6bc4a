import { NO_TOTALS } from '@brotkasten/domain/closing/totals'
import type { Fact } from '@brotkasten/domain/journal/entry'
import type { Db } from './db.ts'
import { receiptFolds } from './receipt-folds.ts'

/** Tables that are folds of the journal, in the order in which they are emptied for a rebuild. */
export const PROJECTION_TABLES = [
  'register',
  'receipt',
  'refunded',
  'closing',
  'tax_total',
  'tse',
  'outage',
] as const

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
  const folds = receiptFolds(db)
  const openRegister = db.prepare(
    "INSERT INTO register (id, name, serial, last_number, last_z, totals, tse_serials) VALUES (?, ?, ?, 0, 0, ?, '[]')",
  )
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
        return folds.sale(fact.body, at.seq)
      case 'sale.refunded':
        return folds.refund(fact.body, at.seq)
      case 'cash.moved':
        return folds.movement(fact.body, at.seq)
      case 'register.closed':
        return folds.closing(fact.body)
      case 'register.opened':
        return openRegister.run(
          fact.body.registerId,
          fact.body.name,
          fact.body.serial,
          JSON.stringify(NO_TOTALS),
        )
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
