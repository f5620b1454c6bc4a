import { cents } from '@brotkasten/domain/money/cents'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  counted,
  DENOMINATIONS,
  EMPTY_SHEET,
  isCounted,
  MAX_COUNT,
  rollOf,
  type Sheet,
  type SheetKey,
  sheetSchema,
  sheetSum,
} from './sheet.ts'

const at = (value: number): SheetKey => ({
  type: 'select',
  index: DENOMINATIONS.indexOf(cents(value)),
})
const digits = (text: string): SheetKey[] =>
  Array.from(text, (digit): SheetKey => ({ type: 'digit', digit: Number(digit) }))
const press = (sheet: Sheet, ...keys: SheetKey[]): Sheet => keys.reduce(counted, sheet)

describe('a sheet', () => {
  it('sums what is typed row by row', () => {
    const sheet = press(EMPTY_SHEET, at(1000), ...digits('12'), at(5), ...digits('3'))
    expect(sheetSum(sheet)).toBe(12_015)
  })

  it('begins a new number in a row that is chosen again', () => {
    const sheet = press(EMPTY_SHEET, at(500), ...digits('7'), at(500), ...digits('4'))
    expect(sheetSum(sheet)).toBe(2000)
  })

  it('adds rolls of coins, single pieces, and nothing below none', () => {
    const rolled = press(EMPTY_SHEET, at(200), { type: 'roll' }, { type: 'step', by: 1 })
    expect(sheetSum(rolled)).toBe(26 * 200)
    expect(press(EMPTY_SHEET, at(200), { type: 'step', by: -1 })).toEqual(press(EMPTY_SHEET, at(200)))
    expect(rollOf(press(EMPTY_SHEET, at(5000)))).toBe(0)
  })

  it('goes on to the next row and from the last to the first', () => {
    const keys = DENOMINATIONS.map((): SheetKey => ({ type: 'next' }))
    expect(press(EMPTY_SHEET, { type: 'next' }).selected).toBe(1)
    expect(press(EMPTY_SHEET, ...keys).selected).toBe(0)
  })

  it('tells an empty drawer from one that nobody counted', () => {
    const zero = press(EMPTY_SHEET, ...digits('0'))
    expect([isCounted(EMPTY_SHEET), isCounted(zero), sheetSum(zero)]).toEqual([false, true, 0])
    expect(isCounted(press(zero, { type: 'clear' }))).toBe(false)
  })

  const key = fc.oneof(
    fc.nat(20).map((index): SheetKey => ({ type: 'select', index })),
    { weight: 6, arbitrary: fc.nat(9).map((digit): SheetKey => ({ type: 'digit', digit })) },
    fc.constantFrom<SheetKey>(
      { type: 'step', by: 1 },
      { type: 'step', by: -1 },
      { type: 'roll' },
      { type: 'clear' },
      { type: 'next' },
    ),
  )
  it('stays one that can be stored, with a sum the wire takes, whatever is pressed', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 80 }), (keys) => {
        const sheet = press(EMPTY_SHEET, ...keys)
        expect(v.parse(sheetSchema, JSON.parse(JSON.stringify(sheet)))).toEqual(sheet)
        expect(sheet.counts.every((count) => (count ?? 0) <= MAX_COUNT)).toBe(true)
        expect(sheetSum(sheet)).toBeLessThanOrEqual(100_000_000)
      }),
    )
  })

  it('changes the chosen row and no other', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), key, (keys, last) => {
        const before = press(EMPTY_SHEET, ...keys)
        const after = counted(before, last)
        const others = (sheet: Sheet) => sheet.counts.toSpliced(before.selected, 1)
        expect(others(after)).toEqual(others(before))
      }),
    )
  })
})

it('holds at most what the wire takes when every row is full', () => {
  const full: Sheet = { ...EMPTY_SHEET, counts: DENOMINATIONS.map(() => MAX_COUNT) }
  expect(sheetSum(full)).toBeLessThanOrEqual(100_000_000)
})
