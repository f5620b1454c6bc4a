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

interface KeyedLine {
  readonly line: CartLine
  readonly base: Cents
  readonly lineDiscount: Cents
  readonly due: Cents
}

/** Receipt discount spread over the lines by what they cost; ids break ties, so the order of keying is irrelevant. */
function shareReceiptDiscount(lines: readonly KeyedLine[], discount: Discount | null): Map<KeyedLine, Cents> {
  const due = sumCents(lines.map((keyed) => keyed.due))
  const total = deduction(discount, due)
  if (total === 0) return new Map()
  const ordered = lines.toSorted((a, b) => (a.line.id < b.line.id ? -1 : 1))
  const shares = allocate(
    total,
    ordered.map((keyed) => keyed.due),
  )
  return new Map(ordered.map((keyed, index) => [keyed, shares[index] ?? ZERO]))
}

/**
 * Prices a cart: gross per line, discounts on lines, then the receipt discount spread by largest remainder,
 * then VAT once per key and rate. Pure; the same in terminal, box and centre.
 * Throws RangeError where `rateOf` knows no rate for a line: check the article before.
 */
export function priceCart(cart: Cart, rateOf: RateOf): PricedCart {
  const keyedLines = cart.lines.map((line): KeyedLine => {
    const base = priceOf(line.unitPrice, line.quantity)
    const lineDiscount = deduction(line.discount, base)
    return { line, base, lineDiscount, due: cents(base - lineDiscount) }
  })
  const shares = shareReceiptDiscount(keyedLines, cart.discount)
  const lines = keyedLines.map((keyed): PricedLine => {
    const { line, base, lineDiscount, due } = keyed
    const rate = rateOf(line)
    if (rate === null) throw new RangeError(`no tax rate for ${line.category} ${line.place}`)
    const receiptDiscount = shares.get(keyed) ?? ZERO
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
