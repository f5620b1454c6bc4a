import type { CashCase } from '@brotkasten/domain/cash/movement'
import { NO_TOTALS, type Totals, withMovement, withSale } from '@brotkasten/domain/closing/totals'
import { cents } from '@brotkasten/domain/money/cents'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NOW, uuid } from '../cart/testing.ts'
import { differenceOf, factsOf } from './report.ts'
import { sale, signed } from './testing.ts'

const moved = (totals: Totals, cashCase: CashCase, amount: number): Totals =>
  withMovement(totals, {
    id: uuid(80),
    registerId: sale.registerId,
    number: 1,
    businessDate: sale.businessDate,
    completedAt: NOW,
    operatorId: 'anna',
    operatorNumber: '11',
    case: cashCase,
    amount: cents(amount),
    reason: null,
    reference: null,
    tse: signed,
    softwareVersion: '0.1.0',
  })
const byCard = { ...sale, payments: [{ kind: 'card' as const, amount: sale.gross }] }
const day = moved(moved(withSale(withSale(NO_TOTALS, sale), byCard), 'float', 15_000), 'skim', -5000)

it('tells what customers paid from what was put in and taken out', () => {
  expect(factsOf(day)).toMatchObject({
    gross: 1350,
    cashTakings: 675,
    cardTakings: 675,
    movements: [
      { businessCase: 'Anfangsbestand', amount: 15_000 },
      { businessCase: 'Geldtransit', amount: -5000 },
    ],
    expected: 10_675,
  })
})

it('expects what stood in the books before the count, whatever difference was booked after it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (counted) => {
      const difference = counted - factsOf(day).expected
      const totals = difference === 0 ? day : moved(day, 'difference', difference)
      expect(factsOf(totals)).toEqual(factsOf(day))
      expect(differenceOf({ ...closing, totals, counted: cents(counted) })).toBe(difference)
    }),
  )
})

it('knows no difference where nobody counted', () => {
  expect(differenceOf({ ...closing, counted: null })).toBeNull()
})

const closing = {
  id: uuid(81),
  registerId: sale.registerId,
  registerSerial: 'BK-0007-01',
  registerName: 'Kasse 1',
  zNumber: 1,
  businessDate: sale.businessDate,
  closedAt: NOW,
  operatorId: 'anna',
  operatorNumber: '11',
  totals: day,
  counted: null,
  branch: {
    id: 'b',
    code: 'B',
    name: 'Markt',
    company: 'Bäckerei',
    street: 'Markt 1',
    postalCode: '24103',
    city: 'Kiel',
    taxNumber: '1',
    vatId: null,
    zone: 'Europe/Berlin',
    priceListId: 'standard',
    hasSeats: true,
  },
  tseSerials: [],
  tse: signed,
  softwareVersion: '0.1.0',
}
