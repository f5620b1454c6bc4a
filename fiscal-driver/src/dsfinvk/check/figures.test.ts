import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CompactMap, NumberColumn } from './compact-map.ts'
import { isNumber, parseAmount, parseCounter } from './parse-number.ts'
import { parseTime } from './parse-time.ts'

const german = { decimalSymbol: ',', groupingSymbol: '.' }

describe('numbers of any maker', () => {
  test.each([
    ['1234,50', 123_450_000],
    ['1.234,50', 123_450_000],
    ['-1.234.567,00001', -123_456_700_001],
    ['5', 500_000],
    ['-0,00', 0],
    ['0,1', 10_000],
  ])('%s is read exactly', (text, amount) => {
    expect(parseAmount(text, german)).toBe(amount)
  })

  test.each([
    '',
    '-',
    ',5',
    '1,2,3',
    '12.34,5',
    '1.2345',
    '1,000001',
    '1e3',
    ' 1',
    '+1',
    '0x1',
    '٣',
    '9'.repeat(16),
  ])('%j is no amount', (text) => {
    expect(parseAmount(text, german)).toBeNull()
  })

  test('plain and grouped notation of any amount mean the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), (value) => {
        const digits = String(Math.abs(value)).padStart(6, '0')
        const [whole, fraction, sign] = [digits.slice(0, -5), digits.slice(-5), value < 0 ? '-' : '']
        const grouped = `${sign}${whole.replaceAll(/\B(?=(?:\d{3})+$)/g, '.')},${fraction}`
        const plain = parseAmount(`${sign}${whole},${fraction}`, german)
        expect([plain, parseAmount(grouped, german)]).toEqual([value, value])
      }),
    )
  })

  test('decimals beyond the declared ones are seen', () => {
    expect([isNumber('1,00', 2, german), isNumber('1,000', 2, german), isNumber('1', 0, german)]).toEqual([
      true,
      false,
      true,
    ])
    expect([parseCounter('44131'), parseCounter('-1'), parseCounter('1.5')]).toEqual([44_131, null, null])
  })
})

describe('times of any maker', () => {
  const berlin = (text: string) => parseTime(text, 'Europe/Berlin')
  const iso = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString())

  test.each([
    ['2026-11-22T18:00:00', '2026-11-22T17:00:00.000Z'],
    ['2026-07-01T00:30:00', '2026-06-30T22:30:00.000Z'],
    ['2026-11-22T18:00:00+01:00', '2026-11-22T17:00:00.000Z'],
    ['2026-11-22T18:00:00+0100', '2026-11-22T17:00:00.000Z'],
    ['2026-11-22T17:00:00.000Z', '2026-11-22T17:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect([iso(berlin(text)?.earliest), iso(berlin(text)?.latest)]).toEqual([instant, instant])
  })

  test('an hour that comes twice is either', () => {
    const twice = berlin('2026-10-25T02:30:00')
    expect([iso(twice?.earliest), iso(twice?.latest)]).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ])
  })

  test.each(['', '2026-11-22', '22.11.2026 18:00', '2026-13-01T00:00:00', '2026-11-22T18:00:00X'])(
    '%j is no time',
    (text) => {
      expect(berlin(text)).toBeNull()
    },
  )
})

test('a compact map holds what a Map holds', () => {
  const entries = fc.array(fc.tuple(fc.maxSafeNat(), fc.integer()), { maxLength: 3000 })
  fc.assert(
    fc.property(entries, (list) => {
      const [map, compact] = [new Map<number, number>(), new CompactMap()]
      for (const [key, value] of list) {
        map.set(key, (map.get(key) ?? 0) + value)
        compact.add(key, value)
      }
      expect(compact.size).toBe(map.size)
      expect(new Map(compact.entries())).toEqual(map)
      expect(compact.get(-2)).toBeUndefined()
    }),
    { numRuns: 30 },
  )
})

test('a column of numbers grows and is zero where nothing was set', () => {
  const column = new NumberColumn()
  column.add(5000, 2)
  column.add(5000, 3)
  expect([column.get(5000), column.get(1), column.get(1_000_000)]).toEqual([5, 0, 0])
})
