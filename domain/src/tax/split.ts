import { type Cents, cents } from '../money/cents.ts'
import { mulDiv } from '../money/round.ts'

/** Gross, net and VAT of one rate on one receipt, in cents; `rate` in basis points. */
export interface TaxSum {
  readonly vatKey: number
  readonly rate: number
  readonly gross: Cents
  readonly net: Cents
  readonly vat: Cents
}

/**
 * Works VAT out of the gross sum of one rate on one receipt: net rounded half away from zero, VAT the rest
 * (once per receipt and rate, so that the printed sums are the exported ones).
 */
export function taxOf(gross: Cents, rate: { readonly vatKey: number; readonly rate: number }): TaxSum {
  const net = cents(mulDiv(gross, 10_000, 10_000 + rate.rate))
  return { vatKey: rate.vatKey, rate: rate.rate, gross, net, vat: cents(gross - net) }
}
