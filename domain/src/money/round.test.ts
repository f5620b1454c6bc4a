import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mulDiv } from './round.ts'

const abs = (value: bigint): bigint => (value < 0n ? -value : value)

describe('mulDiv', () => {
  test.each([
    [1, 1, 2, 1],
    [-1, 1, 2, -1],
    [1, -1, 2, -1],
    [1, 1, -2, -1],
    [-1, -1, 2, 1],
    [-1, 1, -2, 1],
    [5, 1, 2, 3],
    [-5, 1, 2, -3],
    [1, 1, 3, 0],
    [2, 1, 3, 1],
    [-2, 1, 3, -1],
    [499, 500, 1000, 250],
    [0, -7, 3, 0],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])('%i × %i ÷ %i is %i', (a, b, divisor, expected) => {
    expect(mulDiv(a, b, divisor)).toBe(expected)
  })

  test('it is the nearest whole number to the exact quotient, on a tie the one further from zero', () => {
    const factor = fc.integer({ min: -2_000_000, max: 2_000_000 })
    const divisors = fc.integer({ min: -20_000, max: 20_000 }).filter((n) => n !== 0)
    fc.assert(
      fc.property(factor, factor, divisors, (a, b, divisor) => {
        const exact = BigInt(a) * BigInt(b)
        const claimed = BigInt(mulDiv(a, b, divisor)) * BigInt(divisor)
        const twiceOff = 2n * abs(claimed - exact)
        expect(twiceOff <= abs(BigInt(divisor))).toBe(true)
        if (twiceOff === abs(BigInt(divisor))) expect(abs(claimed) > abs(exact)).toBe(true)
      }),
    )
  })

  test('a refund mirrors its sale', () => {
    fc.assert(
      fc.property(
        fc.integer({ max: 0 }),
        fc.nat(),
        fc.integer({ min: 1 }),
        (a, b, divisor) => mulDiv(a, b, divisor) === 0 - mulDiv(0 - a, b, divisor),
      ),
    )
  })

  test('zero never comes out negative', () => {
    expect(Object.is(mulDiv(-1, 1, 3), 0)).toBe(true)
  })

  test('division by zero and fractions throw', () => {
    expect(() => mulDiv(1, 1, 0)).toThrow(RangeError)
    expect(() => mulDiv(0.5, 1, 1)).toThrow(RangeError)
  })
})
