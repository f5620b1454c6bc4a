import type { Cart, CartLine } from '@brotkasten/domain/cart/cart'
import type { Tender } from '@brotkasten/domain/cart/payment'
import { type PricedCart, priceCart } from '@brotkasten/domain/cart/price'
import { type Cents, cents, sumCents } from '@brotkasten/domain/money/cents'
import { pieces, priceOf } from '@brotkasten/domain/money/quantity'
import { err, ok, type Result } from '@brotkasten/domain/result'
import type { Place } from '@brotkasten/domain/tax/category'
import { GERMAN_TAX_TABLE, taxRateOn } from '@brotkasten/domain/tax/rates'
import type { BusinessDate } from '@brotkasten/domain/time/business-date'
import { articleOf, type MappedArticle } from './breadbasket-articles.ts'
import { dice, saleId } from './sale-ids.ts'
import type { Ticket } from './tickets.ts'

/** What a terminal keys for a ticket: everything but the catalogue version and the time, which are of the moment. */
export interface TicketSale {
  readonly ticket: Ticket
  readonly id: string
  readonly lines: readonly Omit<CartLine, 'catalogueVersion'>[]
  readonly total: Cents
  readonly tenders: readonly Tender[]
  /** Whether the terminal announces the sale with its first item, so that the TSE starts early. */
  readonly begins: boolean
}

const DINE_IN_PERCENT = 30
const CARD_PERCENT = 40
const BEGIN_PERCENT = 50
const NOTES = [500, 1000, 2000, 5000, 10_000, 20_000]

const eatenHere = (article: MappedArticle): boolean =>
  ['food', 'drink', 'milkDrink', 'tapWater'].includes(article.category)

/**
 * Turns a ticket into a sale. What the file does not say (eaten here or not, cash or card) is drawn from the ticket
 * itself, so that it is the same on every run. A ticket with an item nobody mapped is refused whole.
 */
export function ticketSale(
  ticket: Ticket,
  branch: { readonly hasSeats: boolean },
): Result<TicketSale, { readonly unknownItems: readonly string[] }> {
  const counts = new Map<string, number>()
  for (const item of ticket.items) counts.set(item, (counts.get(item) ?? 0) + 1)
  const unknownItems = [...counts.keys()].filter((item) => articleOf(item) === null)
  if (unknownItems.length > 0) return err({ unknownItems })
  const seated = branch.hasSeats && dice(ticket, 'place', 100) < DINE_IN_PERCENT
  const lines = [...counts].flatMap(([item, count], index) => {
    const article = articleOf(item)
    return article ? [lineOf(ticket, article, count, index + 1, seated)] : []
  })
  const total = sumCents(lines.map((line) => priceOf(line.unitPrice, line.quantity)))
  return ok({
    ticket,
    id: saleId(ticket),
    lines,
    total,
    tenders: [tenderOf(ticket, total)],
    begins: dice(ticket, 'begin', 100) < BEGIN_PERCENT,
  })
}

function lineOf(ticket: Ticket, article: MappedArticle, count: number, part: number, seated: boolean) {
  const place: Place = seated && eatenHere(article) ? 'dineIn' : 'takeaway'
  return {
    id: saleId(ticket, part),
    articleId: article.id,
    name: article.name,
    quantity: pieces(count),
    unitPrice: place === 'dineIn' ? (article.dineIn ?? article.takeaway) : article.takeaway,
    category: article.category,
    place,
    discount: null,
  }
}

function tenderOf(ticket: Ticket, total: Cents): Tender {
  if (dice(ticket, 'tender', 100) < CARD_PERCENT) return { kind: 'card', amount: total }
  return { kind: 'cash', given: cents(NOTES.find((note) => note >= total) ?? total) }
}

/** The cart a terminal sends. */
export const cartOf = (sale: Pick<TicketSale, 'lines'>, catalogueVersion: number): Cart => ({
  lines: sale.lines.map((line) => ({ ...line, catalogueVersion })),
  discount: null,
})

/** What the sale must come to on a day: the law's table and the domain's arithmetic, nothing of the box. */
export const priceOn = (sale: Pick<TicketSale, 'lines'>, day: BusinessDate): PricedCart =>
  priceCart(cartOf(sale, 0), (line) => taxRateOn(GERMAN_TAX_TABLE, line.category, line.place, day))
