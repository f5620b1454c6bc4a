import * as v from 'valibot'

/**
 * What a thing is to the tax law; with the place of consumption and the date it decides the rate.
 * `milkDrink` has at least 75 % milk (annex 2 nos. 4 and 35 UStG); `outsideVat` is a multi-purpose voucher or cash.
 */
export const taxCategorySchema = v.picklist([
  'food',
  'milkDrink',
  'drink',
  'tapWater',
  'reducedGoods',
  'standardGoods',
  'outsideVat',
])
export type TaxCategory = v.InferOutput<typeof taxCategorySchema>

export const placeSchema = v.picklist(['takeaway', 'dineIn'])
/** Where the customer eats: out of the house or in it. Declared at the moment of sale. */
export type Place = v.InferOutput<typeof placeSchema>
