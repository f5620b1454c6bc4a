import { expect, test } from 'vitest'
import { tillDay, tillTime } from './timestamp.ts'

const local = { zone: 'Europe/Berlin', timestamps: 'local' } as const
const offset = { zone: 'Europe/Berlin', timestamps: 'offset' } as const

test.each([
  ['2026-11-22T05:30:00.000Z', '2026-11-22T06:30:00', '2026-11-22T06:30:00+01:00'],
  ['2026-07-01T22:30:59.999Z', '2026-07-02T00:30:59', '2026-07-02T00:30:59+02:00'],
  // The hour that comes twice in October: only the offset tells which one it was.
  ['2026-10-25T00:59:59.000Z', '2026-10-25T02:59:59', '2026-10-25T02:59:59+02:00'],
  ['2026-10-25T01:00:00.000Z', '2026-10-25T02:00:00', '2026-10-25T02:00:00+01:00'],
  ['2026-03-29T00:59:59.000Z', '2026-03-29T01:59:59', '2026-03-29T01:59:59+01:00'],
  ['2026-03-29T01:00:00.000Z', '2026-03-29T03:00:00', '2026-03-29T03:00:00+02:00'],
])('%s is %s at the till', (instant, text, withOffset) => {
  expect(tillTime(instant, local)).toBe(text)
  expect(tillTime(instant, offset)).toBe(withOffset)
})

test('zones west of Greenwich and of half hours are written', () => {
  const at = '2026-01-01T12:00:00.000Z'
  expect(tillTime(at, { zone: 'America/St_Johns', timestamps: 'offset' })).toBe('2026-01-01T08:30:00-03:30')
  expect(tillTime(at, { zone: 'UTC', timestamps: 'offset' })).toBe('2026-01-01T12:00:00+00:00')
})

test('a day is the one at the till', () => {
  expect(tillDay('2026-11-22T23:30:00.000Z', offset)).toBe('2026-11-23')
})

test('what is no instant is a bug of the caller', () => {
  expect(() => tillTime('gestern', local)).toThrow(RangeError)
})
