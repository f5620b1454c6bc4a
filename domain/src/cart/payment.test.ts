import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unguardedFields, unrefusedValues } from '../../test/mutations.ts'
import { cents } from '../money/cents.ts'
import { paymentSchema, settle, type Tender, tenderSchema } from './payment.ts'

const cash = (given: number): Tender => ({ kind: 'cash', given: cents(given) })
const card = (amount: number): Tender => ({ kind: 'card', amount: cents(amount) })

const dues = fc.nat({ max: 100_000 }).map(cents)
const given = fc.nat({ max: 120_000 }).map(cash)
const paid = fc.integer({ min: 1, max: 120_000 }).map(card)
const tenders = fc.oneof(
  fc.constant<Tender[]>([]),
  given.map((tender): Tender[] => [tender]),
  paid.map((tender): Tender[] => [tender]),
  fc.tuple(given, paid),
  fc.tuple(paid, given),
)

describe('settle, by hand', () => {
  test.each<[string, number, Tender[], object]>([
    ['exact cash', 576, [cash(576)], { payments: [{ kind: 'cash', amount: 576 }], given: 576, change: 0 }],
    ['a note', 576, [cash(1000)], { payments: [{ kind: 'cash', amount: 576 }], given: 1000, change: 424 }],
    ['a card', 500, [card(500)], { payments: [{ kind: 'card', amount: 500 }], given: 0, change: 0 }],
    [
      'card and cash, cash named first and booked first',
      500,
      [card(300), cash(500)],
      {
        payments: [
          { kind: 'cash', amount: 200 },
          { kind: 'card', amount: 300 },
        ],
        given: 500,
        change: 300,
      },
    ],
    [
      'a card that pays all beside cash that comes back',
      500,
      [card(500), cash(1000)],
      { payments: [{ kind: 'card', amount: 500 }], given: 1000, change: 1000 },
    ],
    ['nothing for nothing', 0, [], { payments: [], given: 0, change: 0 }],
    ['no cash for nothing', 0, [cash(0)], { payments: [], given: 0, change: 0 }],
    ['a note for nothing', 0, [cash(500)], { payments: [], given: 500, change: 500 }],
  ])('%s', (_, due, offered, settlement) => {
    expect(settle(cents(due), offered)).toEqual({ ok: true, value: settlement })
  })

  test.each<[string, number, Tender[], object]>([
    ['nothing at all', 500, [], { kind: 'tooLittle', missing: 500 }],
    ['a cent short', 500, [cash(499)], { kind: 'tooLittle', missing: 1 }],
    ['a card that pays a part', 500, [card(499)], { kind: 'tooLittle', missing: 1 }],
    ['both together too little', 500, [card(300), cash(150)], { kind: 'tooLittle', missing: 50 }],
    ['a card beyond the sum', 500, [card(501)], { kind: 'cardTooMuch', excess: 1 }],
    ['a card for nothing', 0, [card(1)], { kind: 'cardTooMuch', excess: 1 }],
    ['a card beyond the sum beside cash', 500, [cash(500), card(600)], { kind: 'cardTooMuch', excess: 100 }],
    ['cash twice', 500, [cash(300), cash(200)], { kind: 'twiceTheSame' }],
    ['two cards', 500, [card(300), card(200)], { kind: 'twiceTheSame' }],
  ])('%s is refused', (_, due, offered, error) => {
    expect(settle(cents(due), offered)).toEqual({ ok: false, error })
  })
})

describe('settle, by law', () => {
  const settled = (law: (due: number, offered: readonly Tender[]) => void) =>
    fc.assert(fc.property(dues, tenders, law))
  const cardOf = (offered: readonly Tender[]) =>
    offered.reduce((sum, tender) => sum + (tender.kind === 'card' ? tender.amount : 0), 0)
  const cashOf = (offered: readonly Tender[]) =>
    offered.reduce((sum, tender) => sum + (tender.kind === 'cash' ? tender.given : 0), 0)

  test('payments sum to what is due, each kind at most once, none of zero, cash first', () => {
    settled((due, offered) => {
      const result = settle(cents(due), offered)
      if (!result.ok) return
      const { payments } = result.value
      expect(payments.reduce((sum, payment) => sum + payment.amount, 0)).toBe(due)
      expect(payments.every((payment) => payment.amount > 0)).toBe(true)
      expect([[], ['cash'], ['card'], ['cash', 'card']]).toContainEqual(payments.map(({ kind }) => kind))
    })
  })

  test('change is what was given less what cash pays', () => {
    settled((due, offered) => {
      const result = settle(cents(due), offered)
      if (!result.ok) return
      const inCash = result.value.payments.find(({ kind }) => kind === 'cash')?.amount ?? 0
      expect(result.value.given).toBe(cashOf(offered))
      expect(result.value.change).toBe(result.value.given - inCash)
    })
  })

  test('it fails only where the card pays too much or both pay too little, and by just that much', () => {
    settled((due, offered) => {
      const result = settle(cents(due), offered)
      const excess = cardOf(offered) - due
      const missing = due - cardOf(offered) - cashOf(offered)
      if (excess > 0) expect(result).toEqual({ ok: false, error: { kind: 'cardTooMuch', excess } })
      else if (missing > 0) expect(result).toEqual({ ok: false, error: { kind: 'tooLittle', missing } })
      else expect(result.ok).toBe(true)
    })
  })

  test('the order of tenders is irrelevant', () => {
    settled((due, offered) => {
      expect(settle(cents(due), offered.toReversed())).toEqual(settle(cents(due), offered))
    })
  })
})

describe('tender and payment as messages', () => {
  const messages = [
    { name: 'cash', schema: tenderSchema, golden: { kind: 'cash', given: 1000 } },
    { name: 'card', schema: tenderSchema, golden: { kind: 'card', amount: 500 } },
    { name: 'payment', schema: paymentSchema, golden: { kind: 'card', amount: 500 } },
  ]

  test.each(messages)('$name names the field that is missing or of the wrong type', ({ schema, golden }) => {
    expect(unguardedFields(schema, golden)).toEqual([])
  })

  test('values out of range are refused by name', () => {
    expect(
      unrefusedValues(tenderSchema, messages[0]?.golden, [
        ['kind', 'cheque'],
        ['given', -1],
        ['given', 0.5],
        ['given', 1_000_000_001],
      ]),
    ).toEqual([])
    expect(
      unrefusedValues(tenderSchema, messages[1]?.golden, [
        ['amount', 0],
        ['amount', -1],
        ['amount', 1_000_000_001],
      ]),
    ).toEqual([])
    expect(
      unrefusedValues(paymentSchema, messages[2]?.golden, [
        ['kind', 'Bar'],
        ['amount', 0.5],
        ['amount', 1_000_000_001],
      ]),
    ).toEqual([])
  })
})
