import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate } from './allocate.ts'
import { cents, sumCents } from './cents.ts'

const totals = fc.integer({ min: -10_000_000, max: 10_000_000 }).map(cents)
const weightLists = fc
  .array(fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 1_000_000_000 })), { minLength: 1, maxLength: 20 })
  .filter((weights) => weights.some((weight) => weight > 0))

describe('allocate', () => {
  test.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [101, [1, 1, 1], [34, 34, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    // 5 × 1/6 = 0.83, 5 × 2/6 = 1.67, 5 × 3/6 = 2.5: floors 0, 1, 2; the two cents go to .83 and .67
    [5, [1, 2, 3], [1, 2, 2]],
    // 50 × 320/500 = 32, 50 × 180/500 = 18
    [50, [320, 180], [32, 18]],
    [1, [0, 50, 50], [0, 1, 0]],
    [0, [3, 4], [0, 0]],
    [7, [5], [7]],
    [Number.MAX_SAFE_INTEGER, [1, 1], [(Number.MAX_SAFE_INTEGER + 1) / 2, (Number.MAX_SAFE_INTEGER - 1) / 2]],
  ])('%i by %j is %j', (total, weights, parts) => {
    expect(allocate(cents(total), weights)).toEqual(parts)
  })

  test('parts sum to the whole', () => {
    fc.assert(
      fc.property(totals, weightLists, (total, weights) => sumCents(allocate(total, weights)) === total),
    )
  })

  test('no part is a whole cent away from its exact share', () => {
    fc.assert(
      fc.property(totals, weightLists, (total, weights) => {
        const sum = weights.reduce((a, weight) => a + BigInt(weight), 0n)
        return allocate(total, weights).every((part, index) => {
          const off = BigInt(part) * sum - BigInt(total) * BigInt(weights[index] ?? 0)
          return -sum < off && off < sum
        })
      }),
    )
  })

  test('a weight of zero gets nothing', () => {
    fc.assert(
      fc.property(totals, weightLists, (total, weights) =>
        allocate(total, weights).every((part, index) => weights[index] !== 0 || part === 0),
      ),
    )
  })

  test('a larger weight never gets less', () => {
    fc.assert(
      fc.property(totals, weightLists, (total, weights) => {
        const parts = allocate(total, weights).map((part, index) => ({
          size: Math.abs(part),
          weight: weights[index] ?? 0,
        }))
        return parts.every((a) => parts.every((b) => a.weight <= b.weight || a.size >= b.size))
      }),
    )
  })

  test('a negative whole is split like its mirror image', () => {
    fc.assert(
      fc.property(totals, weightLists, (total, weights) => {
        expect(allocate(cents(0 - total), weights)).toEqual(
          allocate(total, weights).map((part) => cents(0 - part)),
        )
      }),
    )
  })

  test('ties go to the earlier weight', () => {
    expect(allocate(cents(2), [7, 7, 7])).toEqual([1, 1, 0])
  })

  test.each([
    [[]],
    [[0]],
    [[0, 0]],
    [[1, -1]],
    [[3, -1]],
    [[0.5]],
    [[Number.NaN]],
    [[Number.POSITIVE_INFINITY]],
  ])('the weights %j are refused', (weights) => {
    expect(() => allocate(cents(100), weights)).toThrow(RangeError)
  })
})
