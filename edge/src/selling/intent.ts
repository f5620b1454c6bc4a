import { type Receipt, receiptSchema } from '@brotkasten/domain/receipt/receipt'
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

const intentSchema = v.variant('kind', [
  /** A receipt without its number and without what the TSE will say. */
  v.object({ kind: v.literal('sale'), draft: v.omit(receiptSchema, ['number', 'tse']), transaction }),
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
export type Draft = Omit<Receipt, 'number' | 'tse'>

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
