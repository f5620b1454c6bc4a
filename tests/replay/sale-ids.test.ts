import { idSchema } from '@brotkasten/domain/ids'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { dice, saleId } from './sale-ids.ts'

const key = { file: 'breadbasket.csv', transaction: '1', at: '2016-10-30T09:58:11.000Z' }

describe('the id of a ticket', () => {
  test('is the same on every run', () => {
    expect(saleId(key)).toBe('01581506-6738-7ba4-bb77-3d7c7f2153bc')
    expect(saleId({ ...key })).toBe(saleId(key))
  })

  test('holds the time of the ticket', () => {
    expect(Number.parseInt(saleId(key).replace('-', '').slice(0, 12), 16)).toBe(Date.parse(key.at))
  })

  test('is a UUIDv7 and differs by file, number and part', () => {
    const parts = fc.record({ file: fc.string(), transaction: fc.string(), part: fc.nat({ max: 20 }) })
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const id = saleId({ ...key, ...one }, one.part)
        expect(v.is(idSchema, id)).toBe(true)
        const same = JSON.stringify(one) === JSON.stringify(other)
        expect(id === saleId({ ...key, ...other }, other.part)).toBe(same)
      }),
    )
  })
})

test('dice are fair enough and fall the same way again', () => {
  const throws = Array.from({ length: 2000 }, (_, n) => dice({ ...key, transaction: String(n) }, 'place', 10))
  const low = throws.filter((side) => side < 3).length
  expect(low).toBeGreaterThan(500)
  expect(low).toBeLessThan(700)
  expect(dice(key, 'place', 10)).toBe(dice(key, 'place', 10))
})
