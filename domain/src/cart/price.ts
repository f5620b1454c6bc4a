import { allocate } from '../money/allocate.ts'
import { type Cents, cents, sumCents, ZERO } from '../money/cents.ts'
import { priceOf } from '../money/quantity.ts'
import { mulDiv } from '../money/round.ts'
import type { TaxRate } from '../tax/rates.ts'
import { type TaxSum, taxOf } from '../tax/split.ts'
import type { Cart, CartLine, Discount } from './cart.ts'

/** A line with its money, in cents: `gross = base − lineDiscount − receiptDiscount`. */
export interface PricedLine extends CartLine {
  readonly base: Cents
  readonly lineDiscount: Cents
  /** This line's share of the discount on the whole receipt. */
  readonly receiptDiscount: Cents
  readonly gross: Cents
  readonly vatKey: number
  /** Basis points. */
  readonly rate: number
}

export interface PricedCart {
  readonly lines: readonly PricedLine[]
  readonly gross: Cents
  /** One sum per VAT key and rate, by key. */
  readonly taxes: readonly TaxSum[]
}

/** Finds the rate of a line; null where the tax table has none. */
export type RateOf = (line: CartLine) => TaxRate | null

/** Deduction in cents, never more than what it is taken from. */
function deduction(discount: Discount | null, from: Cents): Cents {
  if (discount === null) return ZERO
  const amount = discount.kind === 'percent' ? mulDiv(from, discount.basisPoints, 10_000) : discount.amount
  return cents(Math.min(amount, from))
}

/** Receipt discount spread over the lines by what they cost; ids break ties, so the order of keying is irrelevant. */
function shareReceiptDiscount(
  lines: readonly { readonly id: string; readonly due: Cents }[],
  discount: Discount | null,
): Map<string, Cents> {
  const due = sumCents(lines.map((line) => line.due))
  const total = deduction(discount, due)
  if (total === 0) return new Map()
  const ordered = lines.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const shares = allocate(
    total,
    ordered.map((line) => line.due),
  )
  return new Map(ordered.map((line, index) => [line.id, shares[index] ?? ZERO]))
}

/**
 * Prices a cart: gross per line, discounts on lines, then the receipt discount spread by largest remainder,
 * then VAT once per key and rate. Pure; the same in terminal, box and centre.
 * Throws RangeError where `rateOf` knows no rate for a line: check the article before.
 */
export function priceCart(cart: Cart, rateOf: RateOf): PricedCart {
  const keyed = cart.lines.map((line) => {
    const base = priceOf(line.unitPrice, line.quantity)
    const lineDiscount = deduction(line.discount, base)
    return { line, id: line.id, base, lineDiscount, due: cents(base - lineDiscount) }
  })
  const shares = shareReceiptDiscount(keyed, cart.discount)
  const lines = keyed.map(({ line, base, lineDiscount, due }): PricedLine => {
    const rate = rateOf(line)
    if (rate === null) throw new RangeError(`no tax rate for ${line.category} ${line.place}`)
    const receiptDiscount = shares.get(line.id) ?? ZERO
    return { ...line, base, lineDiscount, receiptDiscount, gross: cents(due - receiptDiscount), ...rate }
  })
  return { lines, gross: sumCents(lines.map((line) => line.gross)), taxes: taxSums(lines) }
}

/** VAT per key and rate over lines, ordered by key. */
export function taxSums(
  lines: readonly { readonly gross: Cents; readonly vatKey: number; readonly rate: number }[],
): TaxSum[] {
  const groups = new Map<string, { vatKey: number; rate: number; gross: number }>()
  for (const { vatKey, rate, gross } of lines) {
    const group = groups.get(`${vatKey}/${rate}`) ?? { vatKey, rate, gross: 0 }
    group.gross += gross
    groups.set(`${vatKey}/${rate}`, group)
  }
  return [...groups.values()]
    .toSorted((a, b) => a.vatKey - b.vatKey || a.rate - b.rate)
    .map((group) => taxOf(cents(group.gross), group))
}
