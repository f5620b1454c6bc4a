import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { settle } from '@brotkasten/domain/cart/payment'
import { businessDate } from '@brotkasten/domain/time/business-date'
import { saleRequest } from '@brotkasten/domain/wire/till'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { cartOf, priceOn, ticketSale } from './ticket-sale.ts'
import { readTickets, type Ticket } from './tickets.ts'

const at = '2016-10-30T10:05:34.000Z'
const ticket = (transaction: number, ...items: string[]): Ticket => ({
  file: 't.csv',
  transaction: String(transaction),
  at,
  line: 2,
  items,
})
const sold = (of: Ticket, hasSeats = true) => {
  const sale = ticketSale(of, { hasSeats })
  if (!sale.ok) throw new Error(sale.error.unknownItems.join())
  return sale.value
}
const hundred = Array.from({ length: 100 }, (_, n) => sold(ticket(n, 'Coffee', 'Bread', 'Tshirt')))

describe('a ticket becomes a sale', () => {
  test('the same item twice is one line of two', () => {
    const { lines, total } = sold(ticket(2, 'Bread', 'Tea', 'Bread'), false)
    expect(lines.map(({ name, quantity, unitPrice }) => [name, quantity, unitPrice])).toEqual([
      ['Bauernbrot', 2000, 430],
      ['Tee', 1000, 240],
    ])
    expect(total).toBe(1100)
  })

  test('it is the same on every run', () => {
    expect(sold(ticket(7, 'Coffee'))).toEqual(sold(ticket(7, 'Coffee')))
  })

  test('both places and both means of payment appear, and every tender pays', () => {
    const places = new Set(hundred.flatMap((sale) => sale.lines.map((line) => line.place)))
    const kinds = new Set(hundred.flatMap((sale) => sale.tenders.map((tender) => tender.kind)))
    expect([places.size, kinds.size]).toEqual([2, 2])
    for (const sale of hundred) expect(settle(sale.total, sale.tenders).ok).toBe(true)
  })

  test('a shirt is never eaten here, and without seats nothing is', () => {
    const places = (sales: typeof hundred, articleId: string) =>
      new Set(
        sales.flatMap((s) => s.lines.filter((l) => l.articleId === articleId).map(({ place }) => place)),
      )
    expect(places(hundred, 'bb-tshirt')).toEqual(new Set(['takeaway']))
    const standing = Array.from({ length: 50 }, (_, n) => sold(ticket(n, 'Coffee'), false))
    expect(places(standing, 'bb-coffee')).toEqual(new Set(['takeaway']))
  })

  test('an unknown item refuses the whole ticket', () => {
    expect(ticketSale(ticket(1, 'Bread', 'Adjustment'), { hasSeats: true })).toEqual({
      ok: false,
      error: { unknownItems: ['Adjustment'] },
    })
  })

  test('what is sent is a sale request', () => {
    for (const { id, lines, tenders, total } of hundred) {
      const request = { id, startedAt: at, cart: cartOf({ lines }, 3), tenders: [...tenders], total }
      expect(v.parse(saleRequest, request)).toEqual(request)
    }
  })

  test('its taxes follow the day', () => {
    const sale = sold(ticket(1, 'Coffee', 'Bread', 'Gift voucher'), false)
    const rates = (day: string) =>
      priceOn(sale, businessDate(day)).taxes.map(({ vatKey, rate, gross }) => [vatKey, rate, gross])
    expect(rates('2026-11-22')).toEqual([
      [1, 1900, 260],
      [2, 700, 430],
      [5, 0, 2000],
    ])
    expect(rates('2020-10-01')).toEqual([
      [1, 1600, 260],
      [2, 500, 430],
      [5, 0, 2000],
    ])
  })
})

const real = resolve(import.meta.dirname, '../../../shared/data/breadbasket.csv')
if (!existsSync(real)) console.warn(`SKIPPED: ${real} is missing, the real tickets are not checked`)
describe.skipIf(!existsSync(real))('the real file', () => {
  test('every ticket but the correction of the till can be sold', () => {
    const file = readTickets('breadbasket.csv', readFileSync(real, 'utf8'))
    const refused = file.tickets.filter((one) => !ticketSale(one, { hasSeats: true }).ok)
    expect([file.rows, file.tickets.length, file.empty.length]).toEqual([21_293, 9465, 66])
    expect(new Set(file.problems.map(({ reason }) => reason))).toEqual(new Set(['none']))
    expect(refused.map(({ items }) => items)).toEqual([['Adjustment']])
    expect(new Set(file.tickets.map((one) => sold({ ...one, items: ['Tea'] }).id)).size).toBe(9465)
  })
})
