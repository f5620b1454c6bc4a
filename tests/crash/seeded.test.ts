import { expect, test } from 'vitest'
import { seeded } from './seeded.ts'

test('a seed gives the same numbers again, and another seed others', () => {
  const take = (seed: number) => Array.from({ length: 5 }, seeded(seed))
  expect(take(1)).toEqual(take(1))
  expect(take(1)).not.toEqual(take(2))
})

test('the numbers fill [0, 1) evenly', () => {
  const many = Array.from({ length: 10_000 }, seeded(7))
  expect(many.every((value) => value >= 0 && value < 1)).toBe(true)
  const mean = many.reduce((sum, value) => sum + value, 0) / many.length
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.02)
})
