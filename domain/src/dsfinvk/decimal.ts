/**
 * Exact decimals as branded integers of their last digit: cents (N2 money), hundredths (N2 percent), thousandths
 * (N3 quantities) and hundred-thousandths (N5 amounts). No float ever is one.
 */
export type Hundredths = number & { readonly __unit: 'hundredths' }
export type HundredThousandths = number & { readonly __unit: 'hundredThousandths' }

const whole = (value: number, unit: string): number => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of ${unit}: ${value}`)
  return value === 0 ? 0 : value
}

/** Brands hundredths of a percent (basis points): 1900 is 19 %. Throws RangeError on fractions and unsafe sizes. */
export const hundredths = (value: number): Hundredths => whole(value, 'hundredths') as Hundredths

/** Brands hundred-thousandths of a euro. Throws RangeError on fractions and unsafe sizes. */
export const hundredThousandths = (value: number): HundredThousandths =>
  whole(value, 'hundred-thousandths') as HundredThousandths

/** Cents as an N5 amount. */
export const fine = (amountInCents: number): HundredThousandths => hundredThousandths(amountInCents * 1000)

/**
 * Writes an integer of `scale` decimals as the CSV dialect wants it: comma, no grouping, leading minus.
 * `shown` may be less than `scale` where the digits left out are zeros; null where they are not.
 */
export function formatDecimal(value: number, scale: number, shown = scale): string | null {
  if (scale === 0) return String(value)
  const digits = String(Math.abs(value)).padStart(scale + 1, '0')
  const cut = digits.length - scale
  const kept = cut + shown
  for (let at = kept; at < digits.length; at++) if (digits[at] !== '0') return null
  return `${value < 0 ? '-' : ''}${digits.slice(0, cut)},${digits.slice(cut, kept)}`
}

/** How many decimals an integer of `scale` decimals needs, at least `least`. */
export function decimalsOf(value: number, scale: number, least: number): number {
  let needed = scale
  for (let rest = value; needed > least && rest % 10 === 0; rest /= 10) needed--
  return needed
}
