import { KASSENBELEG, kassenbelegV1 } from '@brotkasten/domain/fiscal/process-data'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import { err, ok, type Result } from '@brotkasten/domain/result'
import type { Role } from '@brotkasten/domain/staff/role'
import type { SaleRequest } from '@brotkasten/domain/wire/till'
import type { Replica } from '../replica/replica.ts'
import type { Signing } from '../signing/signing.ts'
import type { BoxStore } from '../store/box-store.ts'
import { type CheckedSale, checkSale } from './check.ts'
import type { Finisher } from './finisher.ts'
import type { DraftBody } from './intent.ts'
import { OpenSales } from './open-sales.ts'
import { findReceipt } from './receipts.ts'
import type { Refusal } from './refusal.ts'
import { openTransaction, transactionOf } from './transaction.ts'

/** At most this many sales of one register may have a transaction open at the TSE. */
const MAX_OPEN = 8

export interface Register {
  readonly id: string
  /** Serial number of the register = TSE client id. */
  readonly serial: string
}

export interface Operator {
  readonly id: string
  readonly number: string
  readonly role: Role
}

export interface Sold {
  readonly receipt: Receipt
  /** True where this id had been sold before. */
  readonly repeated: boolean
}

export interface SellerOptions {
  readonly store: BoxStore
  readonly signing: Signing
  readonly replica: Replica
  readonly clock: () => Date
  readonly finisher: Finisher
  readonly softwareVersion: string
}

/** Sells: intent → signature → commit → answer. The same id, however often and concurrently, is booked once. */
export class Seller {
  readonly #options: SellerOptions
  readonly #finisher: Finisher
  readonly #open = new OpenSales()
  readonly #running = new Map<string, Promise<Result<Sold, Refusal>>>()

  constructor(options: SellerOptions) {
    this.#options = options
    this.#finisher = options.finisher
  }

  /** First item keyed: the TSE transaction starts in the background; the cashier never waits for it. */
  begin(id: string, register: Register): void {
    if (this.#options.signing.outage || this.#open.get(id) || this.#options.store.journal.find(id)) return
    const crowded = this.#open.of(register.id)
    for (const oldest of crowded.slice(0, Math.max(0, crowded.length - MAX_OPEN + 1)))
      void this.abort(oldest, register)
    this.#open.add(id, {
      registerId: register.id,
      clientId: register.serial,
      started: this.#options.signing.start(register.serial),
    })
  }

  /** The cart was emptied before payment: its transaction is finished as an abort and journalled. */
  async abort(id: string, register: Register): Promise<void> {
    const open = this.#open.get(id)
    if (!open || open.registerId !== register.id) return
    this.#open.take(id)
    const started = await open.started
    if (!started.ok) return
    const text = { processType: KASSENBELEG, processData: kassenbelegV1('AVBelegabbruch', [], []) }
    const transaction = transactionOf(this.#options.signing, open.clientId, started.value, text)
    if (transaction) await this.#finisher.abort(id, register.id, 'voided', transaction)
  }

  /** Books a sale and answers with its receipt; the promise resolves after everything is durable. */
  sell(request: SaleRequest, register: Register, operator: Operator): Promise<Result<Sold, Refusal>> {
    const running = this.#running.get(request.id)
    if (running)
      return running.then((result) => (result.ok ? repeat(result.value.receipt, request, register) : result))
    const selling = this.#sell(request, register, operator).finally(() => this.#running.delete(request.id))
    this.#running.set(request.id, selling)
    return selling
  }

  async #sell(request: SaleRequest, register: Register, operator: Operator): Promise<Result<Sold, Refusal>> {
    const { journal } = this.#options.store
    if (journal.find(request.id)) {
      const before = findReceipt(journal, request.id)
      return before ? repeat(before, request, register) : err(idTaken)
    }
    const now = this.#options.clock()
    const checked = checkSale(request, this.#options.replica.catalogue, operator.role, now)
    if (!checked.ok) return checked
    const draft = this.#draft(request, checked.value, register, operator, now)
    const text = {
      processType: KASSENBELEG,
      processData: kassenbelegV1('Beleg', draft.taxes, draft.payments),
    }
    const open = this.#open.take(request.id)
    const begun = open?.registerId === register.id ? open.started : undefined
    const transaction = await openTransaction(this.#options.signing, register.serial, text, begun)
    const booked = await this.#finisher.booking(
      { kind: 'sale.completed', body: draft },
      register.serial,
      transaction,
    )
    if (booked.kind !== 'sale.completed') throw new Error(`a sale was booked as ${booked.kind}`)
    return ok({ receipt: booked.body, repeated: false })
  }

  #draft(
    request: SaleRequest,
    checked: CheckedSale,
    register: Register,
    operator: Operator,
    now: Date,
  ): DraftBody<'sale.completed'> {
    const { priced, settlement, businessDate } = checked
    return {
      id: request.id,
      registerId: register.id,
      businessDate,
      startedAt: request.startedAt,
      completedAt: now.toISOString(),
      operatorId: operator.id,
      operatorNumber: operator.number,
      lines: [...priced.lines],
      discount: request.cart.discount,
      gross: priced.gross,
      taxes: [...priced.taxes],
      payments: [...settlement.payments],
      given: settlement.given,
      change: settlement.change,
      catalogueVersion: this.#options.replica.catalogue.version,
      softwareVersion: this.#options.softwareVersion,
    }
  }
}

const idTaken: Refusal = { kind: 'idTaken', field: 'id', message: 'Diese Bonkennung ist schon vergeben.' }

/** The answer to a retry: the receipt of then, unless somebody else's or another sum hides behind the same id. */
function repeat(receipt: Receipt, request: SaleRequest, register: Register): Result<Sold, Refusal> {
  if (receipt.registerId !== register.id || receipt.gross !== request.total) return err(idTaken)
  return ok({ receipt, repeated: true })
}
