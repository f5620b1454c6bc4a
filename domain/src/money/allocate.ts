import { type Cents, cents } from './cents.ts'

/**
 * Splits an amount by weights so that the parts sum to the whole to the cent (largest remainder).
 * Ties go to the earlier weight: give the weights in an order of their own (e.g. by id) where the result must
 * not depend on how a receipt was keyed. Throws RangeError on a negative or fractional weight, or none above zero.
 */
export function allocate(total: Cents, weights: readonly number[]): Cents[] {
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError('weights are whole numbers of at least zero')
  }
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n)
  if (sum === 0n) throw new RangeError('no weight above zero')
  const sign = total < 0 ? -1 : 1
  const amount = BigInt(Math.abs(total))
  const parts = weights.map((weight, index) => {
    const exact = amount * BigInt(weight)
    return { index, floor: exact / sum, remainder: exact % sum }
  })
  let left = Number(amount - parts.reduce((a, part) => a + part.floor, 0n))
  const result = parts.map((part) => Number(part.floor))
  const byRemainder = parts.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )
  for (const part of byRemainder) {
    if (left === 0) break
    result[part.index] = (result[part.index] ?? 0) + 1
    left -= 1
  }
  return result.map((part) => cents(sign * part))
}
