import { taxSums } from '@brotkasten/domain/cart/price'
import { KASSENBELEG, kassenbelegV1 } from '@brotkasten/domain/fiscal/process-data'
import { formatQuantity, type Thousandths, thousandths } from '@brotkasten/domain/money/quantity'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import type { Refund } from '@brotkasten/domain/refund/booking'
import { allThatIsLeft, type RefundFailure, refundLines, refundTotal } from '@brotkasten/domain/refund/refund'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { may } from '@brotkasten/domain/staff/role'
import { businessDateAt } from '@brotkasten/domain/time/business-date'
import type { RefundRequest } from '@brotkasten/domain/wire/till'
import type { Replica } from '../replica/replica.ts'
import type { BoxStore } from '../store/box-store.ts'
import type { Answer, Booker } from './booker.ts'
import { findReceipt } from './receipts.ts'
import type { Refusal } from './refusal.ts'
import type { Operator, Register } from './seller.ts'

export interface RefundsOptions {
  readonly store: BoxStore
  readonly replica: Replica
  readonly booker: Booker
  readonly clock: () => Date
  readonly softwareVersion: string
}

/** Gives money back for goods of a sale, worked out from the journal: never more than was sold and paid. */
export class Refunds {
  readonly #options: RefundsOptions
  readonly #before

  constructor(options: RefundsOptions) {
    this.#options = options
    this.#before = options.store.db.prepare('SELECT line_id, quantity FROM refunded WHERE sale_id = ?')
  }

  /** What has come back of a sale before, by line. */
  before(saleId: string): ReadonlyMap<string, Thousandths> {
    return new Map(
      this.#before.all(saleId).map((row) => [String(row.line_id), thousandths(Number(row.quantity))]),
    )
  }

  refund(
    request: RefundRequest,
    register: Register,
    operator: Operator,
  ): Promise<Result<Answer<'sale.refunded'>, Refusal>> {
    return this.#options.booker.book('sale.refunded', request.id, register, async () =>
      this.#draft(request, register, operator),
    )
  }

  #draft(request: RefundRequest, register: Register, operator: Operator) {
    if (!may(operator.role, 'refund'))
      return refuse('forbidden', null, 'Erstatten darf nur die Schichtleitung.')
    const sale = findReceipt(this.#options.store.journal, request.saleId)
    if (!sale) return refuse('unknownReceipt', 'saleId', 'Diesen Beleg gibt es hier nicht.')
    const zone = this.#options.replica.catalogue.branch?.zone
    if (!zone) return refuse('noCatalogue', null, 'Die Kasse hat noch keine Daten von der Zentrale.')
    const before = this.before(sale.id)
    const lines = refundLines(sale, request.lines ?? allThatIsLeft(sale, before), before)
    if (!lines.ok) return err(refusalOf(lines.error, sale))
    const now = this.#options.clock()
    const gross = refundTotal(lines.value)
    const taxes = taxSums(lines.value)
    const payments: Refund['payments'] = gross === 0 ? [] : [{ kind: request.tender, amount: gross }]
    const body = {
      id: request.id,
      saleId: sale.id,
      registerId: register.id,
      businessDate: businessDateAt(now, zone),
      startedAt: request.startedAt,
      completedAt: now.toISOString(),
      operatorId: operator.id,
      operatorNumber: operator.number,
      approvedBy: null,
      reason: request.reason,
      lines: lines.value,
      gross,
      taxes,
      payments,
      softwareVersion: this.#options.softwareVersion,
    }
    const text = { processType: KASSENBELEG, processData: kassenbelegV1('Beleg', taxes, payments) }
    return ok({ draft: { kind: 'sale.refunded' as const, body }, text })
  }
}

const refuse = (kind: Refusal['kind'], field: string | null, message: string) =>
  err<Refusal>({ kind, field, message })

function refusalOf(failure: RefundFailure, sale: Receipt): Refusal {
  switch (failure.kind) {
    case 'nothing':
      return { kind: 'refunded', field: 'lines', message: 'Von diesem Beleg ist schon alles erstattet.' }
    case 'unknownLine':
      return { kind: 'invalid', field: 'lines', message: 'Diese Position steht nicht auf dem Beleg.' }
    case 'tooMuch': {
      const name = sale.lines.find((line) => line.id === failure.lineId)?.name ?? ''
      const message = `Von „${name}“ kann noch ${formatQuantity(failure.left)} zurückkommen.`
      return { kind: 'refunded', field: 'lines', message }
    }
  }
}
