import { type PricedCart, priceCart } from '@brotkasten/domain/cart/price'
import { err, ok, type Result } from '@brotkasten/domain/result'
import type { Place, TaxCategory } from '@brotkasten/domain/tax/category'
import { type TaxRow, taxRateOn } from '@brotkasten/domain/tax/rates'
import { businessDateAt } from '@brotkasten/domain/time/business-date'
import { type OpenCart, toCart } from './open-cart.ts'

/** What pricing needs of the catalogue. */
export interface TaxTable {
  readonly taxRows: readonly TaxRow[]
  readonly branch: { readonly zone: string }
}

/** Prices the open cart on the branch day of `now`, with the code the box checks it with. */
export function priceOpenCart(
  cart: Pick<OpenCart, 'lines' | 'discount'>,
  table: TaxTable,
  now: Date,
): Result<PricedCart, 'noTaxRate'> {
  const rateOf = ratesAt(table, now)
  if (cart.lines.some((line) => rateOf(line) === null)) return err('noTaxRate')
  return ok(priceCart(toCart(cart), rateOf))
}

/** Whether an article can be taxed at all, in both places. */
export const isTaxable = (category: TaxCategory, table: TaxTable, now: Date): boolean => {
  const rateOf = ratesAt(table, now)
  return rateOf({ category, place: 'takeaway' }) !== null && rateOf({ category, place: 'dineIn' }) !== null
}

function ratesAt(table: TaxTable, now: Date) {
  const day = businessDateAt(now, table.branch.zone)
  return (line: { readonly category: TaxCategory; readonly place: Place }) =>
    taxRateOn(table.taxRows, line.category, line.place, day)
}
