/** An amount in integer euro cents. Made by `cents` only, so that no float ever is money. */
export type Cents = number & { readonly __unit: 'cents' }

/** Brands a whole number of cents. Throws RangeError on fractions, NaN and unsafe sizes. */
export function cents(value: number): Cents {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of cents: ${value}`)
  return (value === 0 ? 0 : value) as Cents
}

export const ZERO: Cents = cents(0)

/** Sum of amounts in cents; zero for none. */
export function sumCents(amounts: Iterable<Cents>): Cents {
  let total = 0
  for (const amount of amounts) total += amount
  return cents(total)
}

/** German notation with the euro sign, e.g. `1.234,50 €` (narrow enough for a receipt). */
export const formatEuro = (amount: Cents): string => `${formatAmount(amount)} €`

/** German notation without a currency, e.g. `-1.234,50`. */
export function formatAmount(amount: Cents): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  const euros = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, '.')
  return `${amount < 0 ? '-' : ''}${euros},${digits.slice(-2)}`
}

/** Notation of the fiscal strings: `-0.50`, `1234.00`; no grouping, always two decimals (DSFinV-K annex I). */
export function formatFiscal(amount: Cents): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Reads `3,5`, `3,50`, `3.50` or `3` as euros; null where it is none of these. */
export function parseEuro(text: string): Cents | null {
  const match = /^(-?)(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text.trim())
  if (!match) return null
  const [, sign, euros = '0', fraction = ''] = match
  const value = Number(euros) * 100 + Number(fraction.padEnd(2, '0'))
  return cents(sign === '-' ? -value : value)
}
