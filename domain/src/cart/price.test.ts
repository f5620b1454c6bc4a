import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carts, days, lawOf } from '../../test/carts.ts'
import { cents, sumCents } from '../money/cents.ts'
import { priceOf } from '../money/quantity.ts'
import type { Cart, CartLine, Discount } from './cart.ts'
import { priceCart, type RateOf, taxSums } from './price.ts'

/** Any cart under the law of any day. */
const sales = fc.tuple(carts, days.map(lawOf))
const holds = (law: (cart: Cart, rateOf: RateOf) => void) =>
  fc.assert(fc.property(sales, ([cart, rateOf]) => law(cart, rateOf)))

describe('a priced cart, by law', () => {
  test('lines sum to the gross, and so do the taxes', () => {
    holds((cart, rateOf) => {
      const { lines, gross, taxes } = priceCart(cart, rateOf)
      expect(sumCents(lines.map((line) => line.gross))).toBe(gross)
      expect(sumCents(taxes.map((tax) => tax.gross))).toBe(gross)
    })
  })

  test('net and VAT of every rate make up its gross', () => {
    holds((cart, rateOf) => {
      for (const { gross, net, vat } of priceCart(cart, rateOf).taxes) expect(net + vat).toBe(gross)
    })
  })

  test('a line is its base less its discounts and never below zero', () => {
    holds((cart, rateOf) => {
      for (const line of priceCart(cart, rateOf).lines) {
        expect(line.base).toBe(priceOf(line.unitPrice, line.quantity))
        expect(line.gross).toBe(line.base - line.lineDiscount - line.receiptDiscount)
        expect(Math.min(line.lineDiscount, line.receiptDiscount, line.gross)).toBeGreaterThanOrEqual(0)
      }
    })
  })

  test('a discount takes exactly what it says, and all there is where it says more', () => {
    const taken = (discount: Discount | null, from: number): number => {
      if (discount === null) return 0
      if (discount.kind === 'amount') return Math.min(discount.amount, from)
      return Number((BigInt(from) * BigInt(discount.basisPoints) * 2n + 10_000n) / 20_000n)
    }
    holds((cart, rateOf) => {
      const { lines } = priceCart(cart, rateOf)
      for (const line of lines) expect(line.lineDiscount).toBe(taken(line.discount, line.base))
      const due = lines.reduce((sum, line) => sum + line.base - line.lineDiscount, 0)
      expect(sumCents(lines.map((line) => line.receiptDiscount))).toBe(taken(cart.discount, due))
    })
  })

  test('no line bears a whole cent more or less of the receipt discount than its exact share', () => {
    holds((cart, rateOf) => {
      const { lines } = priceCart(cart, rateOf)
      const total = sumCents(lines.map((line) => line.receiptDiscount))
      const due = lines.reduce((sum, line) => sum + line.base - line.lineDiscount, 0)
      for (const { base, lineDiscount, receiptDiscount } of lines) {
        const away = BigInt(receiptDiscount) * BigInt(due) - BigInt(base - lineDiscount) * BigInt(total)
        expect(away > -BigInt(due || 1) && away < BigInt(due || 1)).toBe(true)
      }
    })
  })

  test('the order of keying changes neither gross nor taxes nor what any line bears', () => {
    const shuffled = sales.chain(([cart, rateOf]) =>
      fc.tuple(
        fc.constant(cart),
        fc.shuffledSubarray(cart.lines, { minLength: cart.lines.length }),
        fc.constant(rateOf),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([cart, lines, rateOf]) => {
        const keyed = priceCart(cart, rateOf)
        const other = priceCart({ ...cart, lines }, rateOf)
        expect(other.gross).toBe(keyed.gross)
        expect(other.taxes).toEqual(keyed.taxes)
        expect(new Map(other.lines.map((line) => [line.id, line]))).toEqual(
          new Map(keyed.lines.map((line) => [line.id, line])),
        )
      }),
    )
  })

  test('lines come out in the order of keying', () => {
    holds((cart, rateOf) => {
      expect(priceCart(cart, rateOf).lines.map((line) => line.id)).toEqual(cart.lines.map((line) => line.id))
    })
  })

  test('eating in the house changes the taxes and never the price', () => {
    holds((cart, rateOf) => {
      const at = (place: CartLine['place']) =>
        priceCart({ ...cart, lines: cart.lines.map((line) => ({ ...line, place })) }, rateOf)
      const amounts = (place: CartLine['place']) =>
        at(place).lines.map(({ base, lineDiscount, receiptDiscount, gross }) => [
          base,
          lineDiscount,
          receiptDiscount,
          gross,
        ])
      expect(amounts('dineIn')).toEqual(amounts('takeaway'))
    })
  })
})

describe('taxSums', () => {
  test('one key at two rates stays two sums, in order', () => {
    const line = (vatKey: number, rate: number, gross: number) => ({ vatKey, rate, gross: cents(gross) })
    const sums = taxSums([line(2, 700, 107), line(1, 1900, 119), line(1, 1600, 116), line(1, 1900, 119)])
    expect(sums).toEqual([
      { vatKey: 1, rate: 1600, gross: 116, net: 100, vat: 16 },
      { vatKey: 1, rate: 1900, gross: 238, net: 200, vat: 38 },
      { vatKey: 2, rate: 700, gross: 107, net: 100, vat: 7 },
    ])
  })

  test('no lines have no taxes', () => {
    expect(taxSums([])).toEqual([])
  })
})
