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

/** How many decimals an integer of `scale` decimals needs, at least `least`. */
export function decimalsOf(value: number, scale: number, least: number): number {
  let needed = scale
  for (let rest = value; needed > least && rest % 10 === 0; rest /= 10) needed--
  return needed
}
