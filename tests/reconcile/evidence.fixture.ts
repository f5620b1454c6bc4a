import type { JournalEntry } from '@brotkasten/domain/journal/entry'
import { cartOf, type TicketSale, ticketSale } from '../replay/ticket-sale.ts'
import { readTickets } from '../replay/tickets.ts'
import { OPERATOR, openLocalBox } from '../support/local-box.ts'
import { tempFolder } from '../support/temp-folder.ts'
import type { CentreFacts } from './compare.ts'
import { type Expectation, expectSale } from './expectation.ts'
import type { JournalFacts } from './journal-facts.ts'
import { addUp } from './sums.ts'

const ITEMS = ['Bread', 'Coffee', 'Hot chocolate', 'Tshirt', 'Gift voucher', 'Jam', 'Cake']

/** A small file: `count` tickets of one to three items, one of them with an item nobody sells, one with nothing. */
export function smallCsv(count: number): string {
  const rows = ['Date,Time,Transaction,Item']
  for (let n = 1; n <= count; n += 1) {
    const time = new Date(Date.UTC(2026, 0, 5, 6) + n * 20_000).toISOString().slice(11, 19)
    for (let item = 0; item <= n % 3; item += 1)
      rows.push(`05-01-2026,${time},${n},${ITEMS[(n * 5 + item) % ITEMS.length]}`)
  }
  rows.push(`05-01-2026,23:00:00,${count + 1},Adjustment`, `05-01-2026,23:00:01,${count + 2},NONE`)
  return rows.join('\n')
}

/** What selling a small file leaves behind, true and complete, to be tampered with. */
export interface TrueEvidence {
  readonly file: Expectation
  readonly entries: readonly JournalEntry[]
  readonly tar: Uint8Array
}

/** Sells a small file in a box of this process, aborts one sale, and hands out what box and TSE wrote. */
export async function sellSmallFile(count: number): Promise<TrueEvidence> {
  const folder = tempFolder('evidence')
  const box = await openLocalBox({ folder: folder.path, registers: 2, fsync: false })
  try {
    const { tickets, empty } = readTickets('small.csv', smallCsv(count))
    const sales: TicketSale[] = []
    const rejected: string[] = []
    for (const ticket of tickets) {
      const sale = ticketSale(ticket, { hasSeats: true })
      if (sale.ok) sales.push(sale.value)
      else rejected.push(ticket.transaction)
    }
    await Promise.all(sales.map((sale, index) => sell(box, sale, index)))
    await abortOne(box)
    const chunks: Uint8Array[] = []
    for await (const chunk of box.deps.signing.archive({})) chunks.push(chunk)
    return {
      file: {
        read: tickets.length + empty.length,
        sales: sales.map(expectSale),
        rejected,
        empty: empty.length,
      },
      entries: box.deps.store.journal.after(0, 100_000),
      tar: Buffer.concat(chunks),
    }
  } finally {
    await box.close()
    folder.remove()
  }
}

type LocalBox = Awaited<ReturnType<typeof openLocalBox>>

async function sell({ deps, registers }: LocalBox, sale: TicketSale, index: number): Promise<void> {
  const register = registers[index % registers.length]
  if (!register) throw new Error('no register')
  if (sale.begins) deps.seller.begin(sale.id, register)
  const { id, total } = sale
  const cart = cartOf(sale, deps.replica.catalogue.version)
  const request = { id, startedAt: sale.ticket.at, cart, tenders: [...sale.tenders], total }
  const sold = await deps.seller.sell(request, register, OPERATOR)
  if (!sold.ok) throw new Error(`${sold.error.kind} ${sold.error.field}`)
}

async function abortOne({ deps, registers }: LocalBox): Promise<void> {
  const [register] = registers
  if (!register) throw new Error('no register')
  const id = '0199d3c4-0000-7000-8000-000000000001'
  deps.seller.begin(id, register)
  await deps.seller.abort(id, register)
}

/** A centre that took everything. */
export const faithfulCentre = ({ receipts }: JournalFacts): CentreFacts => ({
  receipts: receipts.map(({ id, gross }) => ({ id, gross })),
  figures: {
    receipts: receipts.length,
    gross: receipts.reduce((sum, { gross }) => sum + gross, 0),
    taxes: addUp(receipts.flatMap(({ taxes }) => taxes)),
  },
  quarantined: 0,
  duplicates: 0,
})
