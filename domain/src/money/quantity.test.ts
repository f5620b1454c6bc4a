import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cents } from './cents.ts'
import { formatQuantity, pieces, priceOf, thousandths } from './quantity.ts'

describe('thousandths', () => {
  test.each([0.5, Number.NaN, 2 ** 53])('%s is no quantity', (value) => {
    expect(() => thousandths(value)).toThrow(RangeError)
  })

  test('a negative zero becomes a plain one', () => {
    expect(Object.is(thousandths(-0), 0)).toBe(true)
  })

  test('pieces are thousands', () => {
    expect(pieces(3)).toBe(3000)
    expect(() => pieces(0.0001)).toThrow(RangeError)
  })
})

describe('formatQuantity', () => {
  test.each([
    [0, '0'],
    [1000, '1'],
    [3000, '3'],
    [10_000, '10'],
    [9_999_000, '9999'],
    [500, '0,5'],
    [250, '0,25'],
    [1, '0,001'],
    [1234, '1,234'],
    [1030, '1,03'],
    [-2000, '-2'],
    [-50, '-0,05'],
  ])('%i thousandths read %s', (quantity, text) => {
    expect(formatQuantity(thousandths(quantity))).toBe(text)
  })

  test('nothing is lost and no needless zero stands at the end', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger().map(thousandths), (quantity) => {
        const text = formatQuantity(quantity)
        expect(text).toMatch(/^-?(0|[1-9]\d*)(,\d{0,2}[1-9])?$/)
        const [whole = '', fraction = ''] = text.split(',')
        expect(Number(whole + fraction.padEnd(3, '0'))).toBe(quantity)
      }),
    )
  })
})

describe('priceOf', () => {
  test.each([
    // three rolls at 0.45
    [45, 3000, 135],
    // 450 g at 6.49 a kilogram: 2.9205
    [649, 450, 292],
    // half a kilogram at 4.99: 2.495
    [499, 500, 250],
    // 333 g at 9.99: 3.32667
    [999, 333, 333],
    // one gram at 4.99: 0.00499
    [499, 1, 0],
    [0, 3000, 0],
    // the mirror of half a kilogram at 4.99
    [499, -500, -250],
  ])('%i cents a unit × %i thousandths cost %i', (unitPrice, quantity, price) => {
    expect(priceOf(cents(unitPrice), thousandths(quantity))).toBe(price)
  })

  test('whole pieces are never rounded', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1_000_000 }),
        fc.integer({ min: -9999, max: 9999 }),
        (unitPrice, count) => priceOf(cents(unitPrice), pieces(count)) === cents(unitPrice * count),
      ),
    )
  })
})
