import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type Expectation, expectSale } from '../reconcile/expectation.ts'
import { type TicketSale, ticketSale } from './ticket-sale.ts'
import { type RowProblem, readTickets } from './tickets.ts'

/** A file made ready to be sold. */
export interface LoadedFile {
  readonly sales: readonly TicketSale[]
  readonly refused: readonly { readonly transaction: string; readonly reason: string }[]
  readonly problems: readonly RowProblem[]
  readonly rows: number
  readonly read: number
  readonly empty: number
}

/** Reads the first `limit` tickets of a file and turns them into sales for a branch. */
export function loadFile(path: string, branch: { readonly hasSeats: boolean }, limit: number): LoadedFile {
  const { tickets, empty, problems, rows } = readTickets(basename(path), readFileSync(path, 'utf8'))
  const wanted = tickets.slice(0, limit)
  const sales: TicketSale[] = []
  const refused: { transaction: string; reason: string }[] = []
  for (const ticket of wanted) {
    const sale = ticketSale(ticket, branch)
    if (sale.ok) sales.push(sale.value)
    else
      refused.push({
        transaction: ticket.transaction,
        reason: `no article: ${sale.error.unknownItems.join(', ')}`,
      })
  }
  return { sales, refused, problems, rows, read: wanted.length + empty.length, empty: empty.length }
}

/** What must be booked in the end. A ticket the box refused was not sold and counts as rejected. */
export function expectationOf(file: LoadedFile, refusedByBox: readonly string[]): Expectation {
  const refused = new Set(refusedByBox)
  return {
    read: file.read,
    sales: file.sales.filter(({ ticket }) => !refused.has(ticket.transaction)).map(expectSale),
    rejected: [...file.refused.map(({ transaction }) => transaction), ...refused],
    empty: file.empty,
  }
}
