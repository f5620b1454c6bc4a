import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { goldenTaxRow } from '../../test/golden.ts'
import { unguardedFields, unrefusedValues } from '../../test/mutations.ts'
import { businessDate, localTime } from '../time/business-date.ts'
import type { Place, TaxCategory } from './category.ts'
import { GERMAN_TAX_TABLE, type TaxRow, taxRateOn, taxRowSchema } from './rates.ts'

/** First and last local day of each column of the law's table; the first begins with the general rate of 19 %. */
const periods = [
  ['2007-01-01', '2020-06-30'],
  ['2020-07-01', '2020-12-31'],
  ['2021-01-01', '2023-12-31'],
  ['2024-01-01', '2025-12-31'],
  ['2026-01-01', '2099-12-31'],
] as const

const anywhere: readonly Place[] = ['takeaway', 'dineIn']

/** Percent in each period, as § 12 (1), (2) nos. 1 and 15 with annex 2 and § 28 UStG have it. */
const law: readonly (readonly [
  what: string,
  category: TaxCategory,
  places: readonly Place[],
  percent: readonly [number, number, number, number, number],
])[] = [
  ['bread, rolls, cakes, snacks to take away', 'food', ['takeaway'], [7, 5, 7, 7, 7]],
  ['food in the house', 'food', ['dineIn'], [19, 5, 7, 19, 7]],
  ['coffee, tea, soft drinks, juice to take away', 'drink', ['takeaway'], [19, 16, 19, 19, 19]],
  ['prepared drinks in the house', 'drink', ['dineIn'], [19, 16, 19, 19, 19]],
  ['milk drinks to take away', 'milkDrink', ['takeaway'], [7, 5, 7, 7, 7]],
  ['milk drinks in the house', 'milkDrink', ['dineIn'], [19, 16, 19, 19, 19]],
  ['plant drinks', 'drink', anywhere, [19, 16, 19, 19, 19]],
  ['tap water to take away', 'tapWater', ['takeaway'], [7, 5, 7, 7, 7]],
  ['tap water in the house', 'tapWater', ['dineIn'], [19, 16, 19, 19, 19]],
  ['bottled mineral water', 'drink', anywhere, [19, 16, 19, 19, 19]],
  ['coffee beans, ground coffee, tea leaves', 'reducedGoods', anywhere, [7, 5, 7, 7, 7]],
  ['cocoa powder, jam, honey, flour', 'reducedGoods', anywhere, [7, 5, 7, 7, 7]],
  ['newspapers, books', 'reducedGoods', anywhere, [7, 5, 7, 7, 7]],
  ['candles, bags, mugs', 'standardGoods', anywhere, [19, 16, 19, 19, 19]],
  ['multi-purpose vouchers and cash', 'outsideVat', anywhere, [0, 0, 0, 0, 0]],
]

/** DSFinV-K key at the time of the event: 1 general, 2 reduced, 5 outside VAT (never the historical 11 to 22). */
const keyOf: Readonly<Record<number, number>> = { 19: 1, 16: 1, 7: 2, 5: 2, 0: 5 }

const cells = law.flatMap(([what, category, places, percent]) =>
  places.flatMap((place) =>
    periods.flatMap(([first, last], column) =>
      [first, last].map((day) => ({ what, category, place, day, percent: percent[column] ?? Number.NaN })),
    ),
  ),
)

describe('the German tax table', () => {
  test.each(cells)('$what ($place) on $day: $percent %', ({ category, place, day, percent }) => {
    expect(taxRateOn(GERMAN_TAX_TABLE, category, place, businessDate(day))).toEqual({
      vatKey: keyOf[percent],
      rate: percent * 100,
    })
  })

  test.each([
    ['2020-06-30T21:59:59.999Z', 19],
    ['2020-06-30T22:00:00.000Z', 5],
    ['2020-12-31T22:59:59.999Z', 5],
    ['2020-12-31T23:00:00.000Z', 7],
    ['2023-12-31T22:59:59.999Z', 7],
    ['2023-12-31T23:00:00.000Z', 19],
    ['2025-12-31T22:59:59.999Z', 19],
    ['2025-12-31T23:00:00.000Z', 7],
  ])('food in the house changes at local midnight: at %s it bears %i %', (instant, percent) => {
    const day = localTime(new Date(instant), 'Europe/Berlin').date
    expect(taxRateOn(GERMAN_TAX_TABLE, 'food', 'dineIn', day)?.rate).toBe(percent * 100)
  })

  test('its rows satisfy their own schema', () => {
    expect(v.parse(v.array(taxRowSchema), GERMAN_TAX_TABLE)).toEqual(GERMAN_TAX_TABLE)
  })

  test('no category and place has two rows from one day', () => {
    const cellNames = GERMAN_TAX_TABLE.map((row) => `${row.category} ${row.place} ${row.from}`)
    expect(new Set(cellNames).size).toBe(cellNames.length)
  })

  test('it says nothing about days before it begins', () => {
    expect(taxRateOn(GERMAN_TAX_TABLE, 'food', 'takeaway', businessDate('1969-12-31'))).toBeNull()
  })
})

describe('taxRateOn', () => {
  const rows: TaxRow[] = [
    { category: 'food', place: 'takeaway', from: '2030-01-01', vatKey: 2, rate: 800 },
    { category: 'food', place: 'takeaway', from: '2010-01-01', vatKey: 2, rate: 700 },
    { category: 'drink', place: 'takeaway', from: '2020-01-01', vatKey: 1, rate: 1900 },
  ]

  test('the order of rows is irrelevant', () => {
    const before = businessDate('2029-12-31')
    const after = businessDate('2030-01-01')
    for (const table of [rows, rows.toReversed()]) {
      expect(taxRateOn(table, 'food', 'takeaway', before)?.rate).toBe(700)
      expect(taxRateOn(table, 'food', 'takeaway', after)?.rate).toBe(800)
    }
  })

  test('a place or category without rows has no rate', () => {
    expect(taxRateOn(rows, 'food', 'dineIn', businessDate('2026-11-22'))).toBeNull()
    expect(taxRateOn(rows, 'milkDrink', 'takeaway', businessDate('2026-11-22'))).toBeNull()
    expect(taxRateOn([], 'food', 'takeaway', businessDate('2026-11-22'))).toBeNull()
  })
})

describe('a tax row', () => {
  test('names the field that is missing or of the wrong type', () => {
    expect(unguardedFields(taxRowSchema, goldenTaxRow)).toEqual([])
  })

  test('names the field whose value is out of range', () => {
    expect(
      unrefusedValues(taxRowSchema, goldenTaxRow, [
        ['category', 'plantDrink'],
        ['place', 'delivery'],
        ['from', '2026-1-1'],
        ['from', '2026-02-30'],
        ['vatKey', 0],
        ['vatKey', 1.5],
        ['rate', -1],
        ['rate', 10_001],
        ['rate', 7.5],
      ]),
    ).toEqual([])
  })
})
