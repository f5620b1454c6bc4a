import { cashMovementSchema } from '@brotkasten/domain/cash/movement'
import { closingSchema } from '@brotkasten/domain/closing/closing'
import { receiptSchema } from '@brotkasten/domain/receipt/receipt'
import { refundSchema } from '@brotkasten/domain/refund/booking'
import * as v from 'valibot'
import type { Db } from '../store/db.ts'

const transaction = v.object({
  /** Serial of the TSE. */
  serial: v.string(),
  clientId: v.string(),
  transactionNumber: v.number(),
  /** Log time of the Start message, UTC. */
  startTime: v.string(),
  processType: v.string(),
  processData: v.string(),
})
export type OpenTransaction = v.InferOutput<typeof transaction>

/** A booking without what only the commit knows (its number, a closing's totals) and what the TSE will say. */
const draftSchema = v.variant('kind', [
  v.object({ kind: v.literal('sale.completed'), body: v.omit(receiptSchema, ['number', 'tse']) }),
  v.object({ kind: v.literal('sale.refunded'), body: v.omit(refundSchema, ['number', 'tse']) }),
  v.object({ kind: v.literal('cash.moved'), body: v.omit(cashMovementSchema, ['number', 'tse']) }),
  v.object({
    kind: v.literal('register.closed'),
    body: v.omit(closingSchema, ['zNumber', 'totals', 'tseSerials', 'tse']),
  }),
])
export type Draft = v.InferOutput<typeof draftSchema>
export type DraftKind = Draft['kind']
export type DraftBody<K extends DraftKind> = Extract<Draft, { readonly kind: K }>['body']

const intentSchema = v.variant('kind', [
  v.object({ kind: v.literal('booking'), draft: draftSchema, transaction }),
  v.object({
    kind: v.literal('abort'),
    registerId: v.nullable(v.string()),
    reason: v.picklist(['leftover', 'voided']),
    transaction,
  }),
  /** A receipt was booked as unsigned, but the device may have finished its transaction: to be cleared up. */
  v.object({ kind: v.literal('doubt'), receiptId: v.string(), registerId: v.string(), transaction }),
])
/** What is about to be signed: written durably before the TSE finishes it, gone in the commit that books it. */
export type Intent = v.InferOutput<typeof intentSchema>

/** The table of intents; `put` and `remove` only inside a committer job. */
export class Intents {
  readonly #put
  readonly #remove
  readonly #all

  constructor(db: Db) {
    this.#put = db.prepare('INSERT INTO intent (id, body) VALUES (?, ?)')
    this.#remove = db.prepare('DELETE FROM intent WHERE id = ?')
    this.#all = db.prepare('SELECT id, body FROM intent ORDER BY rowid')
  }

  put(id: string, intent: Intent): void {
    this.#put.run(id, JSON.stringify(intent))
  }

  remove(id: string): void {
    this.#remove.run(id)
  }

  /** What a crash left behind, oldest first. */
  all(): { readonly id: string; readonly intent: Intent }[] {
    return this.#all
      .all()
      .map((row) => ({ id: String(row.id), intent: v.parse(intentSchema, JSON.parse(String(row.body))) }))
  }
}
