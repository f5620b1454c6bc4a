import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cents } from '../money/cents.ts'
import { taxOf } from './split.ts'

const amounts = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(cents)
const rates = fc.oneof(fc.constantFrom(0, 500, 700, 1600, 1900), fc.nat({ max: 10_000 }))
const abs = (value: bigint): bigint => (value < 0n ? -value : value)

describe('taxOf', () => {
  test.each([
    // the menu of 15.00 with 30 % for drinks: 10.50 / 1.07 = 9.8131 and 4.50 / 1.19 = 3.7815
    [1050, 700, 981, 69],
    [450, 1900, 378, 72],
    // 1.90 / 1.07 = 1.7757
    [190, 700, 178, 12],
    // 3.20 / 1.19 = 2.6891
    [320, 1900, 269, 51],
    // 3.20 / 1.16 = 2.7586
    [320, 1600, 276, 44],
    // 1.90 / 1.05 = 1.8095
    [190, 500, 181, 9],
    // one cent stays one cent of net
    [1, 1900, 1, 0],
    // 0.04 / 1.19 = 0.0336
    [4, 1900, 3, 1],
    [2500, 0, 2500, 0],
    [0, 1900, 0, 0],
    [-190, 700, -178, -12],
    // 0.04 / 1.6 = 0.025: a tie, away from zero
    [4, 6000, 3, 1],
    [-4, 6000, -3, -1],
  ])('%i cents at %i basis points hold %i net and %i VAT', (gross, rate, net, vat) => {
    expect(taxOf(cents(gross), { vatKey: 2, rate })).toEqual({ vatKey: 2, rate, gross, net, vat })
  })

  test('net and VAT make up the gross', () => {
    fc.assert(
      fc.property(amounts, rates, (gross, rate) => {
        const sum = taxOf(gross, { vatKey: 1, rate })
        return sum.net + sum.vat === gross
      }),
    )
  })

  test('net lies within half a cent of gross ÷ (1 + rate)', () => {
    fc.assert(
      fc.property(amounts, rates, (gross, rate) => {
        const whole = 10_000n + BigInt(rate)
        const off = BigInt(taxOf(gross, { vatKey: 1, rate }).net) * whole - BigInt(gross) * 10_000n
        return 2n * abs(off) <= whole
      }),
    )
  })

  test('a refund carries the VAT of its sale with the other sign', () => {
    fc.assert(
      fc.property(amounts, rates, (gross, rate) => {
        const sale = taxOf(gross, { vatKey: 1, rate })
        const refund = taxOf(cents(0 - gross), { vatKey: 1, rate })
        expect([refund.net, refund.vat]).toEqual([cents(0 - sale.net), cents(0 - sale.vat)])
      }),
    )
  })

  test('net and VAT have the sign of the gross', () => {
    fc.assert(
      fc.property(amounts, rates, (gross, rate) => {
        const { net, vat } = taxOf(gross, { vatKey: 1, rate })
        return net * gross >= 0 && vat * gross >= 0
      }),
    )
  })

  test('it takes the key from the rate and nothing else with it', () => {
    const rate = { vatKey: 2, rate: 700, note: 'not part of a sum' }
    expect(Object.keys(taxOf(cents(1), rate))).toEqual(['vatKey', 'rate', 'gross', 'net', 'vat'])
  })
})
