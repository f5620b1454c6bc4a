/**
 * a × b ÷ divisor, rounded half away from zero (commercial rounding, so that a refund mirrors its sale).
 * Exact whenever the result is a safe integer; throws RangeError on a divisor of zero.
 */
export function mulDiv(a: number, b: number, divisor: number): number {
  if (divisor === 0) throw new RangeError('division by zero')
  const product = BigInt(a) * BigInt(b)
  const by = BigInt(divisor)
  const negative = product < 0n !== by < 0n
  const [n, d] = [product < 0n ? -product : product, by < 0n ? -by : by]
  const rounded = (n * 2n + d) / (d * 2n)
  return Number(negative ? -rounded : rounded)
}
