import { settle } from '@brotkasten/domain/cart/payment'
import { type Cents, cents } from '@brotkasten/domain/money/cents'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { likelyAmounts, NOTES, type PayKey, payMove } from './tender.ts'

const total = cents(735)
const moved = (key: PayKey, cardPart: Cents | null = null, due = total) => payMove(due, cardPart, key)
const cash = (typed: string): PayKey => ({ kind: 'cash', typed })
const card = (typed: string): PayKey => ({ kind: 'card', typed })

describe('a pay key', () => {
  it('pays exactly, with a note, or with what was typed', () => {
    expect(moved({ kind: 'exact' })).toMatchObject({ value: { tenders: [{ kind: 'cash', given: 735 }] } })
    expect(moved({ kind: 'note', amount: cents(2000) })).toMatchObject({
      value: { tenders: [{ given: 2000 }] },
    })
    expect(moved(cash('7,5'))).toMatchObject({ value: { tenders: [{ given: 750 }] } })
    expect(moved(cash('8,'))).toMatchObject({ value: { tenders: [{ given: 800 }] } })
  })

  it('pays all by card without an amount', () => {
    expect(moved(card(''))).toMatchObject({
      value: { kind: 'settled', tenders: [{ kind: 'card', amount: 735 }] },
    })
  })

  it('pays a part by card and the rest in cash', () => {
    expect(moved(card('5'))).toEqual({ ok: true, value: { kind: 'cardPart', amount: 500 } })
    expect(moved({ kind: 'exact' }, cents(500))).toMatchObject({
      value: {
        tenders: [
          { kind: 'card', amount: 500 },
          { kind: 'cash', given: 235 },
        ],
      },
    })
    expect(moved(card(''), cents(500))).toMatchObject({ value: { tenders: [{ kind: 'card', amount: 735 }] } })
  })

  it('is refused with too little, too much by card, or nothing typed', () => {
    expect(moved(cash('5'))).toMatchObject({ error: { kind: 'tooLittle', missing: 235 } })
    expect(moved(card('8'))).toMatchObject({ error: { kind: 'cardTooMuch', excess: 65 } })
    expect(moved({ kind: 'exact' }, cents(800))).toMatchObject({ error: { kind: 'cardTooMuch', excess: 65 } })
    expect(moved(cash(''))).toMatchObject({ error: { kind: 'noAmount' } })
  })

  it('settles a receipt of zero with nothing', () => {
    expect(moved({ kind: 'exact' }, null, cents(0))).toEqual({
      ok: true,
      value: { kind: 'settled', tenders: [] },
    })
    expect(moved(card(''), null, cents(0))).toMatchObject({ value: { tenders: [] } })
  })

  it('is only called settled where the box will settle it too', () => {
    const key = fc.oneof(
      fc.constant<PayKey>({ kind: 'exact' }),
      fc.integer({ min: 0, max: 20_000 }).map((amount): PayKey => ({ kind: 'note', amount: cents(amount) })),
      fc.constantFrom('', '0', '3', '12,5', '100').map(card),
    )
    const amount = fc.integer({ min: 0, max: 20_000 })
    fc.assert(
      fc.property(amount, fc.option(amount), key, (due, part, pressed) => {
        const move = payMove(cents(due), part === null ? null : cents(part), pressed)
        if (move.ok && move.value.kind === 'settled')
          expect(settle(cents(due), move.value.tenders).ok).toBe(true)
        if (move.ok && move.value.kind === 'cardPart') expect(move.value.amount).toBeLessThan(due)
      }),
    )
  })
})

describe('likely amounts', () => {
  it.each([
    [735, [750, 800]],
    [105, [150, 200]],
    [1230, [1250, 1300]],
    [2340, [2400, 2500]],
    [5300, [6000, 10_000]],
    [1990, [10_000, 20_000]],
  ])('for %i cents are %j', (due, amounts) => {
    expect(likelyAmounts(cents(due))).toEqual(amounts)
  })

  it('are two, above the sum, rising and no note with a key of its own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 19_999 }), (due) => {
        const amounts = likelyAmounts(cents(due))
        expect(amounts).toHaveLength(2)
        expect(amounts.every((amount) => amount > due && !NOTES.includes(amount))).toBe(true)
        expect(amounts[0]).toBeLessThan(amounts[1] ?? 0)
      }),
    )
  })
})
