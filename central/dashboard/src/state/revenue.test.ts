import { cents } from '@brotkasten/domain/money/cents'
import { businessDate } from '@brotkasten/domain/time/business-date'
import { expect, it } from 'vitest'
import { addDays, dayTotals, saleRange } from './revenue.ts'

const at = (hour: number, gross: number, receipts = 1) => ({ hour, gross: cents(gross), receipts })

it('the range runs from the first sale to the last and fills the hours between', () => {
  expect(saleRange([at(9, 500), at(5, 0, 0), at(6, 300), at(20, 0, 0)])).toEqual([
    at(6, 300),
    at(7, 0, 0),
    at(8, 0, 0),
    at(9, 500),
  ])
})
it('an hour of refunds only belongs to the range', () => {
  expect(saleRange([at(6, -300, 0), at(7, 100)])).toHaveLength(2)
})
it('a day without sales has no range, no average and no best hour', () => {
  expect(saleRange([at(6, 0, 0)])).toEqual([])
  expect(dayTotals([])).toEqual({ gross: 0, receipts: 0, average: null, best: null })
})
it('the day sums its hours and names the strongest', () => {
  expect(dayTotals([at(6, 301), at(7, 900, 3)])).toEqual({
    gross: 1_201,
    receipts: 4,
    average: 300,
    best: at(7, 900, 3),
  })
})
it('days step over months and summer time', () => {
  expect(addDays(businessDate('2026-03-28'), 1)).toBe('2026-03-29')
  expect(addDays(businessDate('2026-03-01'), -1)).toBe('2026-02-28')
})
