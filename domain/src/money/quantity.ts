import { type Cents, cents } from './cents.ts'
import { mulDiv } from './round.ts'

/** A quantity in integer thousandths of a piece or a kilogram: 1000 is one. */
export type Thousandths = number & { readonly __unit: 'thousandths' }

/** Brands a whole number of thousandths. Throws RangeError on fractions, NaN and unsafe sizes. */
export function thousandths(value: number): Thousandths {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of thousandths: ${value}`)
  return (value === 0 ? 0 : value) as Thousandths
}

/** Whole pieces as a quantity. */
export const pieces = (count: number): Thousandths => thousandths(count * 1000)

/** Gross price of a quantity at a price per unit, rounded half away from zero to the cent. */
export const priceOf = (unitPrice: Cents, quantity: Thousandths): Cents =>
  cents(mulDiv(unitPrice, quantity, 1000))

/** German notation without needless zeros: `3`, `0,5`, `1,234`. */
export function formatQuantity(quantity: Thousandths): string {
  const digits = String(Math.abs(quantity)).padStart(4, '0')
  const fraction = digits.slice(-3).replace(/0+$/, '')
  return `${quantity < 0 ? '-' : ''}${digits.slice(0, -3)}${fraction === '' ? '' : `,${fraction}`}`
}
