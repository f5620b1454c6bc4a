import type { BusinessDate } from '@brotkasten/domain/time/business-date'
import { priceOn, type TicketSale } from '../replay/ticket-sale.ts'
import type { RateSum } from './sums.ts'

/** What the file says a sale must be, worked out without asking any program. */
export interface ExpectedSale {
  readonly id: string
  readonly transaction: string
  /** Gross, net and VAT by rate on a day: the day decides the rates, the box says which day it was. */
  readonly taxesOn: (day: BusinessDate) => readonly RateSum[]
  /** `article × thousandths @ cents place`, sorted. */
  readonly lines: string
}

/** Everything that came of a file: what must be booked, and what the replay saw itself. */
export interface Expectation {
  readonly read: number
  readonly sales: readonly ExpectedSale[]
  /** Tickets the mapping or the box refused, by transaction. */
  readonly rejected: readonly string[]
  /** Tickets of which nothing was left to sell. */
  readonly empty: number
}

interface AnyLine {
  readonly articleId: string
  readonly quantity: number
  readonly unitPrice: number
  readonly place: string
}

/** Lines as one text, whatever their order. */
export const linesText = (lines: readonly AnyLine[]): string =>
  lines
    .map(({ articleId, quantity, unitPrice, place }) => `${articleId} × ${quantity} @ ${unitPrice} ${place}`)
    .toSorted()
    .join('; ')

export const expectSale = (sale: TicketSale): ExpectedSale => ({
  id: sale.id,
  transaction: sale.ticket.transaction,
  taxesOn: (day) => priceOn(sale, day).taxes,
  lines: linesText(sale.lines),
})
