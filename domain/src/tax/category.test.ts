import * as v from 'valibot'
import { expect, test } from 'vitest'
import { placeSchema, taxCategorySchema } from './category.ts'
import { GERMAN_TAX_TABLE } from './rates.ts'

test('every category has a rate at every place since the table begins', () => {
  const missing = taxCategorySchema.options.flatMap((category) =>
    placeSchema.options
      .filter((place) => !GERMAN_TAX_TABLE.some((row) => row.category === category && row.place === place))
      .map((place) => `${category} ${place}`),
  )
  expect(missing).toEqual([])
})

test('words outside the lists are refused', () => {
  expect(v.is(taxCategorySchema, 'plantDrink')).toBe(false)
  expect(v.is(placeSchema, 'delivery')).toBe(false)
})
