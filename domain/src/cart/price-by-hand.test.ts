import { describe, expect, test } from 'vitest'
import { lawOf } from '../../test/carts.ts'
import { idOf } from '../../test/ids.ts'
import { cents, formatFiscal } from '../money/cents.ts'
import { thousandths } from '../money/quantity.ts'
import type { TaxSum } from '../tax/split.ts'
import type { Cart, CartLine, Discount } from './cart.ts'
import { priceCart } from './price.ts'

const percent = (basisPoints: number): Discount => ({ kind: 'percent', basisPoints, reason: 'Rabatt' })
const off = (amount: number): Discount => ({ kind: 'amount', amount: cents(amount), reason: 'Nachlass' })

interface Keyed extends Partial<Pick<CartLine, 'category' | 'place' | 'discount'>> {
  readonly price: number
  readonly quantity?: number
}

/** Lines in the order of keying with ids in the order of `ids`, food to take away where nothing else is said. */
const cartOf = (
  lines: readonly Keyed[],
  discount: Discount | null = null,
  ids = lines.map((_, n) => n),
): Cart => ({
  lines: lines.map(({ price, quantity = 1000, ...rest }, index) => ({
    id: idOf(ids[index] ?? 0),
    articleId: 'a',
    name: 'Artikel',
    quantity: thousandths(quantity),
    unitPrice: cents(price),
    category: 'food',
    place: 'takeaway',
    catalogueVersion: 1,
    discount: null,
    ...rest,
  })),
  discount,
})

const coffee: Keyed = { price: 320, category: 'drink' }
const croissant: Keyed = { price: 180 }

/** Cart, gross per line in the order of keying, and taxes as `key rate: gross = net + VAT | …`, all worked by hand. */
type Example = [what: string, cart: Cart, lines: string, taxes: string]

const examples: readonly Example[] = [
  // 1.90 / 1.07 = 1.7757
  ['two pretzels', cartOf([{ price: 95, quantity: 2000 }]), '1.90', 'k2 7 %: 1.90 = 1.78 + 0.12'],
  [
    // 3.20 / 1.19 = 2.6891, 1.80 / 1.07 = 1.6822
    'coffee and croissant',
    cartOf([coffee, croissant]),
    '3.20 1.80',
    'k1 19 %: 3.20 = 2.69 + 0.51 | k2 7 %: 1.80 = 1.68 + 0.12',
  ],
  // 0.45 × 6.49 = 2.9205; 2.92 / 1.07 = 2.7290
  ['450 g of bread', cartOf([{ price: 649, quantity: 450 }]), '2.92', 'k2 7 %: 2.92 = 2.73 + 0.19'],
  // 0.5 × 4.99 = 2.495, up; 2.50 / 1.07 = 2.3364
  ['half a kilogram on a tie', cartOf([{ price: 499, quantity: 500 }]), '2.50', 'k2 7 %: 2.50 = 2.34 + 0.16'],
  // 9.00 / 1.07 = 8.4112
  [
    '10 % off a cake',
    cartOf([{ price: 1000, discount: percent(1000) }]),
    '9.00',
    'k2 7 %: 9.00 = 8.41 + 0.59',
  ],
  // 15 % of 2.25 = 0.3375; 1.91 / 1.07 = 1.7850
  [
    '15 % off five rolls',
    cartOf([{ price: 45, quantity: 5000, discount: percent(1500) }]),
    '1.91',
    'k2 7 %: 1.91 = 1.79 + 0.12',
  ],
  // 2.5 % of 1.00 = 0.025, up; 0.97 / 1.07 = 0.9065
  ['2.5 % on a tie', cartOf([{ price: 100, discount: percent(250) }]), '0.97', 'k2 7 %: 0.97 = 0.91 + 0.06'],
  [
    'the tenth coffee free',
    cartOf([{ ...coffee, discount: percent(10_000) }]),
    '0.00',
    'k1 19 %: 0.00 = 0.00 + 0.00',
  ],
  [
    '5.00 off a roll of 0.45',
    cartOf([{ price: 45, discount: off(500) }]),
    '0.00',
    'k2 7 %: 0.00 = 0.00 + 0.00',
  ],
  [
    // 1.00 × 3.20 / 5.00 = 0.64 and 0.36; 2.56 / 1.19 = 2.1513, 1.44 / 1.07 = 1.3458
    '1.00 off a receipt of 19 % and 7 %',
    cartOf([coffee, croissant], off(100)),
    '2.56 1.44',
    'k1 19 %: 2.56 = 2.15 + 0.41 | k2 7 %: 1.44 = 1.35 + 0.09',
  ],
  [
    // the menu for 4.50: 2.88 / 1.19 = 2.4202, 1.62 / 1.07 = 1.5140
    'coffee and croissant together for 4.50',
    cartOf([coffee, croissant], off(50)),
    '2.88 1.62',
    'k1 19 %: 2.88 = 2.42 + 0.46 | k2 7 %: 1.62 = 1.51 + 0.11',
  ],
  [
    'a receipt discount larger than the receipt',
    cartOf([coffee, croissant], off(1000)),
    '0.00 0.00',
    'k1 19 %: 0.00 = 0.00 + 0.00 | k2 7 %: 0.00 = 0.00 + 0.00',
  ],
  [
    // 10 % of 9.99 = 0.999; thirds of 1.00, the odd cent to the first id; 5.99 / 1.07 = 5.5981, 3.00 / 1.19 = 2.5210
    '10 % off three things of 3.33',
    cartOf([{ price: 333 }, { price: 333, category: 'drink' }, { price: 333 }], percent(1000)),
    '2.99 3.00 3.00',
    'k1 19 %: 3.00 = 2.52 + 0.48 | k2 7 %: 5.99 = 5.60 + 0.39',
  ],
  [
    // as before, but the drink has the first id: 2.99 / 1.19 = 2.5126, 6.00 / 1.07 = 5.6075
    'the odd cent goes to the first id, not to the first keyed',
    cartOf([{ price: 333 }, { price: 333, category: 'drink' }, { price: 333 }], percent(1000), [2, 1, 3]),
    '3.00 2.99 3.00',
    'k1 19 %: 2.99 = 2.51 + 0.48 | k2 7 %: 6.00 = 5.61 + 0.39',
  ],
  [
    // 10.00 − 1.00 and 3.20; 5 % of 12.20 = 0.61, of it 0.45 and 0.16; 8.55 / 1.07 = 7.9907, 3.04 / 1.19 = 2.5546
    '10 % off the bread, then 5 % off the receipt',
    cartOf([{ price: 1000, discount: percent(1000) }, coffee], percent(500)),
    '8.55 3.04',
    'k1 19 %: 3.04 = 2.55 + 0.49 | k2 7 %: 8.55 = 7.99 + 0.56',
  ],
  [
    // thirds of a cent; 1.49 / 1.07 = 1.3925
    'one cent off three equal rolls',
    cartOf([{ price: 50 }, { price: 50 }, { price: 50 }], off(1)),
    '0.49 0.50 0.50',
    'k2 7 %: 1.49 = 1.39 + 0.10',
  ],
  [
    // 3.20 − 0.32; 2.88 / 1.19 = 2.4202
    'a gift beside a coffee bears no discount',
    cartOf([{ price: 0 }, coffee], percent(1000)),
    '0.00 2.88',
    'k1 19 %: 2.88 = 2.42 + 0.46 | k2 7 %: 0.00 = 0.00 + 0.00',
  ],
  [
    // 3.90 / 1.19 = 3.2773, 3.90 / 1.07 = 3.6449
    'latte macchiato once in the house and once to take away',
    cartOf([
      { price: 390, category: 'milkDrink', place: 'dineIn' },
      { price: 390, category: 'milkDrink' },
    ]),
    '3.90 3.90',
    'k1 19 %: 3.90 = 3.28 + 0.62 | k2 7 %: 3.90 = 3.64 + 0.26',
  ],
  [
    // 1.00 / 1.19 = 0.8403, 1.00 / 1.07 = 0.9346
    'tap water once in the house and once to take away',
    cartOf([
      { price: 100, category: 'tapWater', place: 'dineIn' },
      { price: 100, category: 'tapWater' },
    ]),
    '1.00 1.00',
    'k1 19 %: 1.00 = 0.84 + 0.16 | k2 7 %: 1.00 = 0.93 + 0.07',
  ],
  [
    // 6.50 + 1.80 = 8.30 / 1.07 = 7.7570
    'breakfast in the house and a croissant to take away share one rate in 2026',
    cartOf([{ price: 650, place: 'dineIn' }, croissant]),
    '6.50 1.80',
    'k2 7 %: 8.30 = 7.76 + 0.54',
  ],
  [
    // 4.20 / 1.07 = 3.9252
    'a voucher beside a loaf',
    cartOf([{ price: 2500, category: 'outsideVat' }, { price: 420 }]),
    '25.00 4.20',
    'k2 7 %: 4.20 = 3.93 + 0.27 | k5 0 %: 25.00 = 25.00 + 0.00',
  ],
  [
    // 2.50 / 1.19 = 2.1008, 3.40 / 1.07 = 3.1776
    'a newspaper and a candle',
    cartOf([
      { price: 340, category: 'reducedGoods' },
      { price: 250, category: 'standardGoods' },
    ]),
    '3.40 2.50',
    'k1 19 %: 2.50 = 2.10 + 0.40 | k2 7 %: 3.40 = 3.18 + 0.22',
  ],
  [
    // 1.20 / 1.07 = 1.1215; three times 0.40 / 1.07 = 0.3738 would be 1.11
    'VAT is worked out once per receipt, not per line',
    cartOf([{ price: 40 }, { price: 40 }, { price: 40 }]),
    '0.40 0.40 0.40',
    'k2 7 %: 1.20 = 1.12 + 0.08',
  ],
]

const earlier: readonly (readonly [day: string, ...Example])[] = [
  [
    '2025-12-31',
    // 6.50 / 1.19 = 5.4622, 1.80 / 1.07 = 1.6822
    'breakfast in the house and a croissant to take away bear two rates',
    cartOf([{ price: 650, place: 'dineIn' }, croissant]),
    '6.50 1.80',
    'k1 19 %: 6.50 = 5.46 + 1.04 | k2 7 %: 1.80 = 1.68 + 0.12',
  ],
  [
    '2020-08-15',
    // 3.20 / 1.16 = 2.7586, 1.80 / 1.05 = 1.7143
    'coffee and croissant',
    cartOf([coffee, croissant]),
    '3.20 1.80',
    'k1 16 %: 3.20 = 2.76 + 0.44 | k2 5 %: 1.80 = 1.71 + 0.09',
  ],
]

const inWords = ({ vatKey, rate, gross, net, vat }: TaxSum): string =>
  `k${vatKey} ${rate / 100} %: ${formatFiscal(gross)} = ${formatFiscal(net)} + ${formatFiscal(vat)}`

const priced = (cart: Cart, day: string) => {
  const { lines, gross, taxes } = priceCart(cart, lawOf(day))
  return {
    lines: lines.map((line) => formatFiscal(line.gross)).join(' '),
    gross,
    taxes: taxes.map(inWords).join(' | '),
  }
}
const grossOf = (lines: string) =>
  lines.split(' ').reduce((sum, line) => sum + Number(line.replace('.', '')), 0)

describe('a priced cart, by hand', () => {
  test.each(examples)('%s', (_, cart, lines, taxes) => {
    expect(priced(cart, '2026-11-22')).toEqual({ lines, gross: grossOf(lines), taxes })
  })

  test.each(earlier)('on %s: %s', (day, _, cart, lines, taxes) => {
    expect(priced(cart, day)).toEqual({ lines, gross: grossOf(lines), taxes })
  })

  test('a line keeps what was keyed and says how its price came about', () => {
    const cart = cartOf([{ price: 1000, discount: percent(1000) }, coffee], percent(500))
    expect(priceCart(cart, lawOf('2026-11-22')).lines[0]).toEqual({
      ...cart.lines[0],
      base: 1000,
      lineDiscount: 100,
      receiptDiscount: 45,
      gross: 855,
      vatKey: 2,
      rate: 700,
    })
  })

  test('no cent is lost where two lines share an id by mistake', () => {
    const { lines } = priceCart(cartOf([coffee, croissant], off(100), [7, 7]), lawOf('2026-11-22'))
    expect(lines.map((line) => line.receiptDiscount)).toEqual([64, 36])
  })

  test('an article without a rate throws', () => {
    expect(() => priceCart(cartOf([croissant]), () => null)).toThrow(RangeError)
  })
})
