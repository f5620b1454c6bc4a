import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { businessDate, businessDateAt, localTime } from './business-date.ts'

const BERLIN = 'Europe/Berlin'
const at = (instant: string, cutOverHour?: number) => businessDateAt(new Date(instant), BERLIN, cutOverHour)

describe('businessDate', () => {
  test.each(['2026-11-22', '2024-02-29', '2000-02-29', '1970-01-01'])('%s is a day', (text) => {
    expect(businessDate(text)).toBe(text)
  })

  test.each([
    '2026-02-30',
    '2025-02-29',
    '2100-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-31',
    '2026-1-1',
    '22.11.2026',
    '2026-11-22T00:00:00Z',
    '',
  ])('%j is none', (text) => {
    expect(() => businessDate(text)).toThrow(RangeError)
  })
})

describe('localTime', () => {
  test.each([
    ['2026-11-22T05:30:00.000Z', '2026-11-22', 6, '2026-11-22 06:30:00'],
    ['2026-07-01T05:30:09.999Z', '2026-07-01', 7, '2026-07-01 07:30:09'],
    ['2026-11-22T23:00:00.000Z', '2026-11-23', 0, '2026-11-23 00:00:00'],
    ['2026-03-29T00:59:59.999Z', '2026-03-29', 1, '2026-03-29 01:59:59'],
    ['2026-03-29T01:00:00.000Z', '2026-03-29', 3, '2026-03-29 03:00:00'],
    ['2026-10-25T00:30:00.000Z', '2026-10-25', 2, '2026-10-25 02:30:00'],
    ['2026-10-25T01:30:00.000Z', '2026-10-25', 2, '2026-10-25 02:30:00'],
    ['2026-10-25T02:00:00.000Z', '2026-10-25', 3, '2026-10-25 03:00:00'],
  ])('%s in Berlin is %s, hour %i', (instant, date, hour, text) => {
    expect(localTime(new Date(instant), BERLIN)).toEqual({ date, hour, text })
  })

  test('zones do not mix', () => {
    const instant = new Date('2026-11-22T05:30:00.000Z')
    expect(localTime(instant, 'America/New_York').text).toBe('2026-11-22 00:30:00')
    expect(localTime(instant, BERLIN).text).toBe('2026-11-22 06:30:00')
  })

  test('a zone that is none throws', () => {
    expect(() => localTime(new Date(0), 'Europe/Kiel')).toThrow(RangeError)
  })
})

describe('the branch day', () => {
  test.each([
    ['in winter', '2026-11-22T02:59:59.999Z', '2026-11-21'],
    ['in winter', '2026-11-22T03:00:00.000Z', '2026-11-22'],
    ['in summer', '2026-07-01T01:59:59.999Z', '2026-06-30'],
    ['in summer', '2026-07-01T02:00:00.000Z', '2026-07-01'],
    ['around midnight', '2026-11-22T22:59:59.999Z', '2026-11-22'],
    ['around midnight', '2026-11-22T23:00:00.000Z', '2026-11-22'],
    ['on the night summer time begins', '2026-03-29T01:59:59.999Z', '2026-03-28'],
    ['on the night summer time begins', '2026-03-29T02:00:00.000Z', '2026-03-29'],
    ['on the night summer time ends', '2026-10-25T02:59:59.999Z', '2026-10-24'],
    ['on the night summer time ends', '2026-10-25T03:00:00.000Z', '2026-10-25'],
    ["on New Year's Eve", '2025-12-31T23:00:00.000Z', '2025-12-31'],
    ["on New Year's Eve", '2026-01-01T02:59:59.999Z', '2025-12-31'],
    ["on New Year's Eve", '2026-01-01T03:00:00.000Z', '2026-01-01'],
    ['in a leap year', '2024-03-01T01:30:00.000Z', '2024-02-29'],
    ['in a common year', '2026-03-01T01:30:00.000Z', '2026-02-28'],
  ])('changes at 04:00 local time %s: %s belongs to %s', (_, instant, day) => {
    expect(at(instant)).toBe(day)
  })

  test.each([
    [0, '2025-12-31T22:59:59.999Z', '2025-12-31'],
    [0, '2025-12-31T23:00:00.000Z', '2026-01-01'],
    // Summer time begins: the clock jumps over the hour of the change.
    [2, '2026-03-29T00:59:59.999Z', '2026-03-28'],
    [2, '2026-03-29T01:00:00.000Z', '2026-03-29'],
    // Summer time ends: the second hour from two o'clock is before three like the first.
    [3, '2026-10-25T00:30:00.000Z', '2026-10-24'],
    [3, '2026-10-25T01:30:00.000Z', '2026-10-24'],
    [3, '2026-10-25T02:00:00.000Z', '2026-10-25'],
    [2, '2026-10-24T23:59:59.999Z', '2026-10-24'],
    [2, '2026-10-25T00:00:00.000Z', '2026-10-25'],
    [2, '2026-10-25T01:30:00.000Z', '2026-10-25'],
  ])('with a change at %i o’clock %s belongs to %s', (hour, instant, day) => {
    expect(at(instant, hour)).toBe(day)
  })

  test('never goes back', () => {
    const moment = fc.date({ min: new Date('2015-01-01'), max: new Date('2045-01-01'), noInvalidDate: true })
    const step = fc.integer({ min: 0, max: 7_200_000 })
    fc.assert(
      fc.property(moment, step, fc.integer({ min: 0, max: 6 }), (instant, later, hour) => {
        const next = new Date(instant.getTime() + later)
        return businessDateAt(instant, BERLIN, hour) <= businessDateAt(next, BERLIN, hour)
      }),
    )
  })

  test('never goes back on the nights the clock changes', () => {
    for (const night of ['2026-03-28T22:00:00Z', '2026-10-24T22:00:00Z']) {
      for (const hour of [0, 1, 2, 3, 4]) {
        const days = Array.from({ length: 8 * 60 }, (_, minute) =>
          businessDateAt(new Date(Date.parse(night) + minute * 60_000), BERLIN, hour),
        )
        expect(days).toEqual(days.toSorted())
      }
    }
  })
})
