import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import type { TseSigned } from '@brotkasten/domain/receipt/tse'
import type { Signed } from '@brotkasten/fiscal-driver/tse'
import { v7 as uuidv7 } from 'uuid'
import type { Signing } from '../signing/signing.ts'
import type { BoxStore } from '../store/box-store.ts'
import type { Draft, Intents, OpenTransaction } from './intent.ts'

type AbortReason = 'leftover' | 'voided'

export interface FinisherOptions {
  readonly store: BoxStore
  readonly intents: Intents
  readonly signing: Signing
  readonly clock: () => Date
}

/** Takes an open transaction to its end: intent durable → finished by the TSE → receipt durable. */
export class Finisher {
  readonly #options: FinisherOptions
  readonly #lastNumber
  readonly #running = new Set<string>()
  readonly #addEvent

  constructor(options: FinisherOptions) {
    this.#options = options
    this.#lastNumber = options.store.db.prepare('SELECT last_number FROM register WHERE id = ?')
    this.#addEvent = options.store.db.prepare("INSERT INTO event (name, data) VALUES ('receipt', ?)")
  }

  async sale(draft: Draft, transaction: OpenTransaction): Promise<Receipt> {
    const { store, intents } = this.#options
    return this.#alone(draft.id, async () => {
      await store.commit(() => intents.put(draft.id, { kind: 'sale', draft, transaction }))
      return this.finishSale(draft, transaction)
    })
  }

  /** Whether this program is working on an intent right now, so that a recovery leaves it alone. */
  isRunning(id: string): boolean {
    return this.#running.has(id)
  }

  async #alone<T>(id: string, work: () => Promise<T>): Promise<T> {
    this.#running.add(id)
    try {
      return await work()
    } finally {
      this.#running.delete(id)
    }
  }

  /** Second half of a sale, also after a crash: the intent is durable, the TSE may or may not have finished it. */
  async finishSale(draft: Draft, transaction: OpenTransaction): Promise<Receipt> {
    const signed = await this.#finish(transaction)
    if (signed === null) return this.outage(draft, transaction.clientId, transaction)
    return this.book(draft, signed)
  }

  /**
   * A sale while the TSE is out: booked unsigned, with the outage named (AEAO to § 146a, 1.14). Where the device
   * may have finished the transaction all the same, that doubt is kept until it can be asked.
   */
  async outage(draft: Draft, clientId: string, doubt: OpenTransaction | null): Promise<Receipt> {
    const outage = this.#options.signing.lastOutage
    if (!outage) throw new Error('a receipt without signature needs an outage')
    return this.book(draft, { state: 'outage', outageId: outage.id, clientId, reason: outage.reason }, doubt)
  }

  /** Finishes a transaction that becomes no receipt; `id` names the journal entry. */
  async abort(
    id: string,
    registerId: string | null,
    reason: AbortReason,
    transaction: OpenTransaction,
  ): Promise<void> {
    const { store, intents } = this.#options
    await this.#alone(id, async () => {
      await store.commit(() => intents.put(id, { kind: 'abort', registerId, reason, transaction }))
      await this.finishAbort(id, registerId, reason, transaction)
    })
  }

  /** Second half of an abort. While the TSE is out the intent stays: the next recovery closes it. */
  async finishAbort(
    id: string,
    registerId: string | null,
    reason: AbortReason,
    transaction: OpenTransaction,
  ): Promise<void> {
    const tse = await this.#finish(transaction)
    if (tse !== null) await this.bookAbort(id, registerId, reason, tse)
  }

  bookAbort(id: string, registerId: string | null, reason: AbortReason, tse: TseSigned): Promise<void> {
    const { store, intents, clock } = this.#options
    return store.commit((book) => {
      book({ id, kind: 'sale.aborted', time: clock().toISOString(), body: { registerId, reason, tse } })
      intents.remove(id)
    })
  }

  async #finish(transaction: OpenTransaction): Promise<TseSigned | null> {
    const { signing } = this.#options
    const { clientId, transactionNumber, processType, processData } = transaction
    const finished = await signing.finish({ clientId, transactionNumber, processType, processData })
    return finished.ok ? signedBy(transaction, finished.value) : null
  }

  /** Books the receipt, takes its number and removes its intent in one commit. */
  book(draft: Draft, tse: Receipt['tse'], doubt: OpenTransaction | null = null): Promise<Receipt> {
    const { store, intents } = this.#options
    return store.commit((book) => {
      const number = Number(this.#lastNumber.get(draft.registerId)?.last_number ?? 0) + 1
      const receipt: Receipt = { ...draft, number, tse }
      book({ id: draft.id, kind: 'sale.completed', time: draft.completedAt, body: receipt })
      intents.remove(draft.id)
      if (doubt)
        intents.put(uuidv7(), {
          kind: 'doubt',
          receiptId: draft.id,
          registerId: draft.registerId,
          transaction: doubt,
        })
      this.#announce(receipt)
      return receipt
    })
  }

  #announce(r: Receipt): void {
    this.#addEvent.run(
      JSON.stringify({
        id: r.id,
        registerId: r.registerId,
        number: r.number,
        gross: r.gross,
        time: r.completedAt,
      }),
    )
  }
}

/** What the receipt keeps of a finished transaction. */
export function signedBy(transaction: OpenTransaction, finish: Signed): TseSigned {
  return {
    state: 'signed',
    ...transaction,
    signatureCounter: finish.signatureCounter,
    finishTime: finish.logTime.toISOString(),
    signature: Buffer.from(finish.signature).toString('base64'),
  }
}
