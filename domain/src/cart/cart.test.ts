import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { goldenCart } from '../../test/golden.ts'
import { idOf } from '../../test/ids.ts'
import { refusedField, unguardedFields, unrefusedValues } from '../../test/mutations.ts'
import { cartSchema, discountSchema } from './cart.ts'

describe('a cart', () => {
  test('reads back as it was sent', () => {
    expect(v.parse(cartSchema, goldenCart)).toEqual(goldenCart)
  })

  test('names the field that is missing or of the wrong type', () => {
    expect(unguardedFields(cartSchema, goldenCart)).toEqual([])
  })

  test('names the field whose value is out of range', () => {
    expect(
      unrefusedValues(cartSchema, goldenCart, [
        ['lines', []],
        ['lines.0.id', 'line-1'],
        ['lines.0.articleId', ''],
        ['lines.0.articleId', 'x'.repeat(61)],
        ['lines.0.name', ''],
        ['lines.0.name', 'zwei\nZeilen'],
        ['lines.0.name', 'x'.repeat(61)],
        ['lines.0.quantity', 0],
        ['lines.0.quantity', -1000],
        ['lines.0.quantity', 0.5],
        ['lines.0.quantity', 9_999_001],
        ['lines.0.unitPrice', -1],
        ['lines.0.unitPrice', 3.2],
        ['lines.0.unitPrice', 1_000_000_001],
        ['lines.0.category', 'plantDrink'],
        ['lines.0.place', 'delivery'],
        ['lines.0.catalogueVersion', -1],
        ['lines.0.catalogueVersion', 1.5],
        ['lines.0.discount.kind', 'gift'],
        ['lines.0.discount.basisPoints', 0],
        ['lines.0.discount.basisPoints', 10_001],
        ['lines.0.discount.basisPoints', 0.1],
        ['lines.0.discount.reason', ''],
        ['lines.1.discount.amount', 0],
        ['lines.1.discount.amount', -50],
        ['discount.amount', 1_000_000_001],
        ['discount.reason', 'x'.repeat(61)],
      ]),
    ).toEqual([])
  })

  test('holds at most 500 lines', () => {
    const lines = (count: number) => ({
      ...goldenCart,
      lines: Array.from({ length: count }, (_, n) => ({ ...goldenCart.lines[0], id: idOf(n) })),
    })
    expect(refusedField(cartSchema, lines(500))).toBeNull()
    expect(refusedField(cartSchema, lines(501))).toBe('lines')
  })

  test('needs no discount', () => {
    const plain = { lines: [{ ...goldenCart.lines[0], discount: null }], discount: null }
    expect(v.parse(cartSchema, plain)).toEqual(plain)
  })

  test('loses fields nobody asked for', () => {
    expect(v.parse(cartSchema, { ...goldenCart, total: 1 })).toEqual(goldenCart)
  })
})

test('a discount is percent or amount, never both', () => {
  const both = { kind: 'percent', basisPoints: 500, amount: 100, reason: 'Rabatt' }
  expect(v.parse(discountSchema, both)).toEqual({ kind: 'percent', basisPoints: 500, reason: 'Rabatt' })
})
