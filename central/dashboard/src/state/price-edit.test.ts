import { cents } from '@brotkasten/domain/money/cents'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyPrice, changePercent, errorOf, isDirty, newEdit, priceOf } from './price-edit.ts'

const saved = { takeaway: cents(350), dineIn: null }
const typed = (takeaway: string, dineIn = '') =>
  applyPrice(applyPrice(newEdit(saved), { type: 'typed', field: 'takeaway', text: takeaway }), {
    type: 'typed',
    field: 'dineIn',
    text: dineIn,
  })

describe('a price field', () => {
  it('takes German and English commas, and a euro sign', () => {
    for (const text of ['3,5', '3.50', ' 3,50 € ', '3']) expect(errorOf('takeaway', text)).toBeNull()
  })
  it('says what is wrong', () => {
    expect(errorOf('takeaway', ' ')).toBe('missing')
    expect(errorOf('takeaway', 'drei')).toBe('notAnAmount')
    expect(errorOf('takeaway', '3,505')).toBe('notAnAmount')
    expect(errorOf('takeaway', '-1')).toBe('negative')
    expect(errorOf('takeaway', '35000')).toBe('tooHigh')
  })
  it('may be empty in the house, which means the same price', () => {
    expect(errorOf('dineIn', '')).toBeNull()
    expect(priceOf({ takeaway: '3,50', dineIn: ' ' })).toEqual(saved)
  })
})

describe('a price being edited', () => {
  it('is clean while the text means the saved price', () => {
    expect(isDirty(newEdit(saved))).toBe(false)
    expect(isDirty(typed('3,5'))).toBe(false)
    expect(isDirty(typed('3,60'))).toBe(true)
    expect(isDirty(typed('x'))).toBe(true)
  })
  it('tells the change in percent', () => {
    expect(changePercent(typed('3,85'))).toBe(10)
    expect(changePercent(typed('3,50', '4'))).toBeNull()
  })
  it('reverts to what the centre holds', () => {
    expect(applyPrice(typed('x'), { type: 'reverted' })).toEqual(newEdit(saved))
  })
  it('keeps the text and the reason after a refusal, until somebody types', () => {
    const refused = applyPrice(typed('9'), { type: 'refused', message: 'nein' })
    expect(refused).toMatchObject({ phase: 'refused', message: 'nein', draft: { takeaway: '9' } })
    expect(applyPrice(refused, { type: 'typed', field: 'takeaway', text: '8' }).message).toBeNull()
  })
  it('says to how many branches a stored price travels', () => {
    const stored = applyPrice(typed('4'), {
      type: 'stored',
      saved: { takeaway: cents(400), dineIn: null },
      branches: 12,
    })
    expect(stored).toMatchObject({ phase: 'stored', branches: 12, draft: { takeaway: '4,00' } })
    expect(isDirty(stored)).toBe(false)
  })
})

describe('a price heard from the centre', () => {
  const theirs = { takeaway: cents(380), dineIn: cents(400) }
  it('replaces a clean field', () => {
    const edit = applyPrice(newEdit(saved), { type: 'heard', saved: theirs })
    expect(edit.draft).toEqual({ takeaway: '3,80', dineIn: '4,00' })
  })
  it('leaves an open draft alone and says that it was overtaken', () => {
    const edit = applyPrice(typed('9'), { type: 'heard', saved: theirs })
    expect(edit).toMatchObject({ draft: { takeaway: '9' }, saved: theirs, overtaken: true })
  })
  it('changes nothing when it is the own change coming back', () => {
    const saving = applyPrice(typed('3,80', '4'), { type: 'saving' })
    const echoed = applyPrice(saving, { type: 'heard', saved: theirs })
    expect(echoed).toMatchObject({ phase: 'saving', overtaken: false })
    const stored = applyPrice(echoed, { type: 'stored', saved: theirs, branches: 3 })
    expect(applyPrice(stored, { type: 'heard', saved: theirs })).toBe(stored)
  })
})

it('every price survives the way through its text', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000 }).map(cents)
  fc.assert(
    fc.property(amount, fc.option(amount), (takeaway, dineIn) => {
      const edit = newEdit({ takeaway, dineIn })
      expect(priceOf(edit.draft)).toEqual({ takeaway, dineIn })
      expect(isDirty(edit)).toBe(false)
    }),
  )
})
