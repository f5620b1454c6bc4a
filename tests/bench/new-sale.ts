import { randomBytes } from 'node:crypto'
import type { SaleRequest } from '@brotkasten/domain/wire/till'
import { saleId } from '../replay/sale-ids.ts'
import { cartOf, ticketSale } from '../replay/ticket-sale.ts'

/** Mean of the real file: 2.2 items on a ticket. */
const BASKETS = [
  ['Coffee'],
  ['Coffee', 'Bread'],
  ['Bread', 'Cake', 'Tea'],
  ['Coffee', 'Pastry', 'Hot chocolate'],
]

let count = 0
/** So that no two processes or runs make the same ids. */
const file = randomBytes(8).toString('hex')

/** A sale nobody made before, of one to three items. */
export function newSale(): SaleRequest {
  count += 1
  const at = new Date().toISOString()
  const items = BASKETS[count % BASKETS.length] ?? []
  const sale = ticketSale({ file, transaction: String(count), at, line: 0, items }, { hasSeats: true })
  if (!sale.ok) throw new Error(`no article: ${sale.error.unknownItems.join()}`)
  const { lines, total, tenders, ticket } = sale.value
  return { id: saleId(ticket), startedAt: at, cart: cartOf({ lines }, 1), tenders: [...tenders], total }
}
