import { KASSENBELEG, kassenbelegV1 } from '@brotkasten/domain/fiscal/process-data'
import type { TransactionRecord } from '@brotkasten/fiscal-driver/tse'
import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import type { Signing } from '../signing/signing.ts'
import { type Finisher, type FinisherOptions, signedBy } from './finisher.ts'
import type { Intent, OpenTransaction } from './intent.ts'

export interface RecoveryOptions extends FinisherOptions {
  readonly finisher: Finisher
  readonly log: Logger
}

/**
 * Clears up what a crash or an outage left between intent and commit, so that every transaction the TSE finished
 * has exactly one receipt or abort. Runs at start-up and whenever the TSE is back. Safe to interrupt and repeat.
 */
export class Recovery {
  readonly #options: RecoveryOptions
  readonly #finisher: Finisher
  readonly #signing: Signing

  constructor(options: RecoveryOptions) {
    this.#options = options
    this.#finisher = options.finisher
    this.#signing = options.signing
  }

  /** Pending sales are booked (the customer has paid or is about to hear it), then leftovers are closed. */
  async run(): Promise<void> {
    for (const { id, intent } of this.#options.intents.all()) {
      if (this.#finisher.isRunning(id)) continue
      this.#options.log.warn(
        { id, kind: intent.kind, transaction: intent.transaction.transactionNumber },
        'resolving an intent',
      )
      await this.#resolve(id, intent)
    }
    await this.#closeLeftovers()
  }

  async #resolve(id: string, intent: Intent): Promise<void> {
    const known = await this.#signing.read(intent.transaction.transactionNumber)
    const record = known.ok ? known.value : null
    switch (intent.kind) {
      case 'booking':
        if (record?.finish) await this.#finisher.book(intent.draft, finishedAs(intent.transaction, record))
        else await this.#finisher.finishBooking(intent.draft, intent.transaction)
        return
      case 'abort':
        if (record?.finish)
          await this.#finisher.bookAbort(
            id,
            intent.registerId,
            intent.reason,
            finishedAs(intent.transaction, record),
          )
        else await this.#finisher.finishAbort(id, intent.registerId, intent.reason, intent.transaction)
        return
      case 'doubt':
        if (known.ok) await this.#clearDoubt(id, intent, record)
        return
    }
  }

  async #clearDoubt(
    id: string,
    intent: Intent & { kind: 'doubt' },
    record: TransactionRecord | null,
  ): Promise<void> {
    const { store, intents, clock } = this.#options
    await store.commit((book) => {
      if (record?.finish) {
        const tse = finishedAs(intent.transaction, record)
        book({
          id,
          kind: 'sale.signatureFound',
          time: clock().toISOString(),
          body: { receiptId: intent.receiptId, tse },
        })
      }
      intents.remove(id)
    })
  }

  async #closeLeftovers(): Promise<void> {
    for (const transactionNumber of await this.#signing.leftovers()) {
      const record = await this.#signing.read(transactionNumber)
      if (!record.ok || !record.value || record.value.finish) continue
      await this.#abortLeftover(transactionNumber, record.value)
    }
  }

  async #abortLeftover(transactionNumber: number, record: TransactionRecord): Promise<void> {
    const { state } = this.#signing
    if (state.state !== 'ok') return
    this.#options.log.warn({ transaction: transactionNumber }, 'closing a leftover transaction')
    await this.#finisher.abort(uuidv7(), null, 'leftover', {
      serial: state.identity.serial,
      clientId: record.clientId,
      transactionNumber,
      startTime: record.start.logTime.toISOString(),
      processType: KASSENBELEG,
      processData: kassenbelegV1('AVBelegabbruch', [], []),
    })
  }
}

const finishedAs = (transaction: OpenTransaction, record: TransactionRecord) => {
  if (!record.finish) throw new Error('the transaction is open')
  const { processType, processData } = record.finish
  return signedBy({ ...transaction, processType, processData }, record.finish)
}
