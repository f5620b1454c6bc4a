import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
  base64Schema,
  businessDateSchema,
  centsBetween,
  centsSchema,
  instantSchema,
  priceCentsSchema,
  sha256HexSchema,
  textSchema,
  thousandthsBetween,
} from './schema.ts'

const pieces: readonly (readonly [
  name: string,
  schema: v.GenericSchema,
  good: readonly unknown[],
  bad: readonly unknown[],
])[] = [
  [
    'an amount',
    centsSchema,
    [0, 1, -1, 1_000_000_000, -1_000_000_000],
    [1_000_000_001, -1_000_000_001, 0.5, '1', null, Number.NaN, Number.POSITIVE_INFINITY],
  ],
  ['a price', priceCentsSchema, [0, 320, 1_000_000_000], [-1, 3.2, 1_000_000_001]],
  ['an amount between 1 and 3', centsBetween(1, 3), [1, 2, 3], [0, 4, 1.5]],
  ['a quantity between 1 and 3', thousandthsBetween(1, 3), [1, 2, 3], [0, 4, 1.5, '2']],
  [
    'an instant',
    instantSchema,
    ['2026-11-22T05:30:00.000Z', '2024-02-29T23:59:59.999Z', '1970-01-01T00:00:00.000Z'],
    [
      '2026-11-22T05:30:00Z',
      '2026-11-22T05:30:00.000+01:00',
      '2026-11-22 05:30:00.000Z',
      '2026-11-22T05:30:00.000z',
      '2026-13-01T00:00:00.000Z',
      '2026-02-30T00:00:00.000Z',
      '2025-02-29T00:00:00.000Z',
      '2026-11-22T24:00:00.000Z',
      '2026-11-22T05:60:00.000Z',
      '2026-12-31T23:59:60.000Z',
      1_795_325_400_000,
    ],
  ],
  [
    'a business date',
    businessDateSchema,
    ['2026-11-22', '2024-02-29'],
    ['2026-02-30', '2025-02-29', '2026-11-31', '2026-13-01', '2026-1-1', '2026-11-22T00:00:00.000Z', ''],
  ],
  [
    'a text of up to five',
    textSchema(5),
    ['a', 'Brot', 'Crème', 'a b'],
    ['', 'sechs!', 'a\nb', 'a\tb', 'a\u0000b', 'a\u007fb', 'a\u0085b', 7],
  ],
  [
    'a SHA-256',
    sha256HexSchema,
    ['0'.repeat(64), 'a3f5'.repeat(16)],
    ['0'.repeat(63), '0'.repeat(65), 'A'.repeat(64), `${'0'.repeat(64)}\n`],
  ],
  [
    'base64',
    base64Schema,
    ['', 'QQ==', 'QUI=', 'QUJD', '+/+/', 'QUJDRA=='],
    ['Q', 'QQ', 'QUI', 'QQ=', 'QUJD=', 'QUJD==', 'Q===', '====', 'QU-_', 'QU JD', 'QUJD\n', 'QQ==QQ=='],
  ],
]

describe.each(pieces)('%s', (_, schema, good, bad) => {
  test('takes what it is', () => {
    expect(good.filter((value) => !v.is(schema, value))).toEqual([])
  })

  test('refuses what it is not', () => {
    expect(bad.filter((value) => v.is(schema, value))).toEqual([])
  })
})

test('a negative zero of a message becomes a plain one', () => {
  expect(Object.is(v.parse(centsSchema, -0), 0)).toBe(true)
})
