import type { TseSigned, TseState } from '@brotkasten/domain/receipt/tse'
import type { Signed } from '@brotkasten/fiscal-driver/tse'
import { v7 as uuidv7 } from 'uuid'
import type { Signing } from '../signing/signing.ts'
import type { Book, BoxStore } from '../store/box-store.ts'
import type { Draft, Intents, OpenTransaction } from './intent.ts'
import { type Booked, Numbering } from './numbering.ts'

type AbortReason = 'leftover' | 'voided'

export interface FinisherOptions {
  readonly store: BoxStore
  readonly intents: Intents
  readonly signing: Signing
  readonly clock: () => Date
}

/** Takes an open transaction to its end: intent durable → finished by the TSE → booking durable. */
export class Finisher {
  readonly #options: FinisherOptions
  readonly #numbering: Numbering
  readonly #running = new Set<string>()
  readonly #addEvent

  constructor(options: FinisherOptions) {
    this.#options = options
    this.#numbering = new Numbering(options.store.db)
    this.#addEvent = options.store.db.prepare("INSERT INTO event (name, data) VALUES ('receipt', ?)")
  }

  /** Books a draft: signed where there is a transaction, unsigned in an outage (null). */
  async booking(draft: Draft, clientId: string, transaction: OpenTransaction | null): Promise<Booked> {
    if (!transaction) return this.#unsigned(draft, clientId, null)
    const { store, intents } = this.#options
    return this.#alone(draft.body.id, async () => {
      await store.commit(() => intents.put(draft.body.id, { kind: 'booking', draft, transaction }))
      return this.finishBooking(draft, transaction)
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

  /** Second half of a booking, also after a crash: the intent is durable, the TSE may or may not have finished it. */
  async finishBooking(draft: Draft, transaction: OpenTransaction): Promise<Booked> {
    const signed = await this.#finish(transaction)
    if (signed === null) return this.#unsigned(draft, transaction.clientId, transaction)
    return this.book(draft, signed)
  }

  /**
   * A booking while the TSE is out: unsigned, with the outage named (AEAO to § 146a, 1.14). Where the device
   * may have finished the transaction all the same, that doubt is kept until it can be asked.
   */
  async #unsigned(draft: Draft, clientId: string, doubt: OpenTransaction | null): Promise<Booked> {
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

  /** Books an abort and removes its intent in one commit. */
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

  /** Books a draft with its number and removes its intent in one commit. */
  book(draft: Draft, tse: TseState, doubt: OpenTransaction | null = null): Promise<Booked> {
    const { store, intents } = this.#options
    return store.commit((book) => {
      const booked = this.#numbering.complete(draft, tse)
      const { id, registerId } = booked.body
      append(book, booked)
      intents.remove(id)
      if (doubt) intents.put(uuidv7(), { kind: 'doubt', receiptId: id, registerId, transaction: doubt })
      this.#announce(booked)
      return booked
    })
  }

  #announce(booked: Booked): void {
    if (booked.kind !== 'sale.completed' && booked.kind !== 'sale.refunded') return
    const { id, registerId, number, gross, completedAt: time } = booked.body
    this.#addEvent.run(JSON.stringify({ id, registerId, number, gross, time }))
  }
}

/** Appends a booking at the time of its own completion. */
function append(book: Book, booked: Booked): void {
  switch (booked.kind) {
    case 'sale.completed':
    case 'sale.refunded':
    case 'cash.moved':
      book({ id: booked.body.id, kind: booked.kind, time: booked.body.completedAt, body: booked.body })
      return
    case 'register.closed':
      book({ id: booked.body.id, kind: booked.kind, time: booked.body.closedAt, body: booked.body })
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
