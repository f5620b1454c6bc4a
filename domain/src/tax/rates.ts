import * as v from 'valibot'
import { type BusinessDate, isBusinessDate } from '../time/business-date.ts'
import { type Place, placeSchema, type TaxCategory, taxCategorySchema } from './category.ts'

/**
 * One cell of the tax table: from `from` (inclusive, local day) this rate applies until a later row of the same
 * category and place begins. `rate` is in basis points (700 = 7 %); `vatKey` is the DSFinV-K key at that time.
 */
export const taxRowSchema = v.object({
  category: taxCategorySchema,
  place: placeSchema,
  from: v.pipe(v.string(), v.check(isBusinessDate, 'must be a day YYYY-MM-DD')),
  vatKey: v.pipe(v.number(), v.integer(), v.minValue(1)),
  rate: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
})
export type TaxRow = v.InferOutput<typeof taxRowSchema>

export interface TaxRate {
  readonly vatKey: number
  /** Basis points: 1900 = 19 %. */
  readonly rate: number
}

const GENERAL = 1
const REDUCED = 2
const NOT_TAXABLE = 5
const always = '1970-01-01'

const row = (category: TaxCategory, place: Place, from: string, vatKey: number, rate: number): TaxRow => ({
  category,
  place,
  from,
  vatKey,
  rate,
})
const both = (category: TaxCategory, from: string, vatKey: number, rate: number) => [
  row(category, 'takeaway', from, vatKey, rate),
  row(category, 'dineIn', from, vatKey, rate),
]
/** 2020-07-01 to 2020-12-31: § 28 (1)–(3) UStG lowered both rates. */
const withSecondHalf2020 = (category: TaxCategory, place: Place, key: typeof GENERAL | typeof REDUCED) => [
  row(category, place, always, key, key === GENERAL ? 1900 : 700),
  row(category, place, '2020-07-01', key, key === GENERAL ? 1600 : 500),
  row(category, place, '2021-01-01', key, key === GENERAL ? 1900 : 700),
]

/** The law as rows: § 12 (1), (2) no. 1 with annex 2 and no. 15 UStG, § 28 UStG for 2020, as of 2026. */
export const GERMAN_TAX_TABLE: readonly TaxRow[] = [
  ...withSecondHalf2020('food', 'takeaway', REDUCED),
  row('food', 'dineIn', always, GENERAL, 1900),
  row('food', 'dineIn', '2020-07-01', REDUCED, 500),
  row('food', 'dineIn', '2021-01-01', REDUCED, 700),
  row('food', 'dineIn', '2024-01-01', GENERAL, 1900),
  row('food', 'dineIn', '2026-01-01', REDUCED, 700),
  ...withSecondHalf2020('drink', 'takeaway', GENERAL),
  ...withSecondHalf2020('drink', 'dineIn', GENERAL),
  ...withSecondHalf2020('milkDrink', 'takeaway', REDUCED),
  ...withSecondHalf2020('milkDrink', 'dineIn', GENERAL),
  ...withSecondHalf2020('tapWater', 'takeaway', REDUCED),
  ...withSecondHalf2020('tapWater', 'dineIn', GENERAL),
  ...withSecondHalf2020('reducedGoods', 'takeaway', REDUCED),
  ...withSecondHalf2020('reducedGoods', 'dineIn', REDUCED),
  ...withSecondHalf2020('standardGoods', 'takeaway', GENERAL),
  ...withSecondHalf2020('standardGoods', 'dineIn', GENERAL),
  ...both('outsideVat', always, NOT_TAXABLE, 0),
]

/** The rate of a category and place on a local day, or null where the table has none. */
export function taxRateOn(
  table: readonly TaxRow[],
  category: TaxCategory,
  place: Place,
  day: BusinessDate,
): TaxRate | null {
  let found: TaxRow | null = null
  for (const candidate of table) {
    if (candidate.category !== category || candidate.place !== place || candidate.from > day) continue
    if (found === null || candidate.from > found.from) found = candidate
  }
  return found === null ? null : { vatKey: found.vatKey, rate: found.rate }
}
