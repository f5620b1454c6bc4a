import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carts, days, lawOf } from '../../test/carts.ts'
import { type Payment, settle } from '../cart/payment.ts'
import { priceCart } from '../cart/price.ts'
import { cents } from '../money/cents.ts'
import { bucketOf, KASSENBELEG, kassenbelegV1, type ReceiptType } from './process-data.ts'

type Sums = readonly (readonly [vatKey: number, gross: number])[]
type Money = readonly (readonly [kind: Payment['kind'], amount: number])[]

const signed = (type: ReceiptType, sums: Sums, money: Money): string =>
  kassenbelegV1(
    type,
    sums.map(([vatKey, gross]) => ({ vatKey, gross: cents(gross) })),
    money.map(([kind, amount]) => ({ kind, amount: cents(amount) })),
  )

/** Reads `k1=320 k2=180` and `cash=300 card=200`. */
const pairs = (text: string): [string, number][] =>
  [...text.matchAll(/(\w+)=(-?\d+)/g)].map(([, name = '', amount]) => [name, Number(amount)])
const sumsOf = (text: string): Sums => pairs(text).map(([key, gross]) => [Number(key.slice(1)), gross])
const moneyOf = (text: string): Money =>
  pairs(text).map(([kind, amount]) => [kind === 'cash' ? 'cash' : 'card', amount])

/** DSFinV-K annex I, and the booking table for bakery cases: what the inputs can express. Amounts in cents. */
const cases: readonly [what: string, type: ReceiptType, taxes: string, payments: string, text: string][] = [
  ['official, simple', 'Beleg', 'k2=255', 'cash=255', 'Beleg^0.00_2.55_0.00_0.00_0.00^2.55:Bar'],
  [
    'official, private deposit',
    'Beleg',
    'k5=10000',
    'cash=10000',
    'Beleg^0.00_0.00_0.00_0.00_100.00^100.00:Bar',
  ],
  [
    'official, withdrawal',
    'Beleg',
    'k5=-10000',
    'cash=-10000',
    'Beleg^0.00_0.00_0.00_0.00_-100.00^-100.00:Bar',
  ],
  ['abort', 'AVBelegabbruch', '', '', 'AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^'],
  [
    'training',
    'AVTraining',
    'k1=1000',
    'cash=400 card=600',
    'AVTraining^10.00_0.00_0.00_0.00_0.00^4.00:Bar_6.00:Unbar',
  ],
  ['return', 'Beleg', 'k2=-255', 'cash=-255', 'Beleg^0.00_-2.55_0.00_0.00_0.00^-2.55:Bar'],
  ['two pretzels', 'Beleg', 'k2=190', 'cash=190', 'Beleg^0.00_1.90_0.00_0.00_0.00^1.90:Bar'],
  [
    'coffee and croissant by card',
    'Beleg',
    'k1=320 k2=180',
    'card=500',
    'Beleg^3.20_1.80_0.00_0.00_0.00^5.00:Unbar',
  ],
  [
    'with a tip on the card',
    'Beleg',
    'k1=320 k2=180 k5=100',
    'card=600',
    'Beleg^3.20_1.80_0.00_0.00_1.00^6.00:Unbar',
  ],
  ['paying the tip out', 'Beleg', 'k5=-100', 'cash=-100', 'Beleg^0.00_0.00_0.00_0.00_-1.00^-1.00:Bar'],
  [
    'sale of a multi-purpose voucher',
    'Beleg',
    'k5=2500',
    'cash=2500',
    'Beleg^0.00_0.00_0.00_0.00_25.00^25.00:Bar',
  ],
  [
    'its redemption against bread for 30, the rest in cash',
    'Beleg',
    'k2=3000 k5=-2500',
    'cash=500',
    'Beleg^0.00_30.00_0.00_0.00_-25.00^5.00:Bar',
  ],
  ['its redemption covering all', 'Beleg', 'k2=2000 k5=-2000', '', 'Beleg^0.00_20.00_0.00_0.00_-20.00^'],
  [
    'sale of a single-purpose voucher',
    'Beleg',
    'k1=5000',
    'cash=5000',
    'Beleg^50.00_0.00_0.00_0.00_0.00^50.00:Bar',
  ],
  ['its redemption', 'Beleg', 'k1=5000 k1=-5000', '', 'Beleg^0.00_0.00_0.00_0.00_0.00^'],
  [
    '10 % off bread for 10',
    'Beleg',
    'k2=1000 k2=-100',
    'cash=900',
    'Beleg^0.00_9.00_0.00_0.00_0.00^9.00:Bar',
  ],
  ['the tenth coffee free', 'Beleg', 'k1=320 k1=-320', '', 'Beleg^0.00_0.00_0.00_0.00_0.00^'],
  ['return of goods', 'Beleg', 'k2=-190', 'cash=-190', 'Beleg^0.00_-1.90_0.00_0.00_0.00^-1.90:Bar'],
  ['down payment', 'Beleg', 'k2=2000', 'cash=2000', 'Beleg^0.00_20.00_0.00_0.00_0.00^20.00:Bar'],
  ['pick-up', 'Beleg', 'k2=4500 k2=-2000', 'cash=2500', 'Beleg^0.00_25.00_0.00_0.00_0.00^25.00:Bar'],
  ['bread to a hotel, paid later', 'Beleg', 'k2=4000 k2=-4000', '', 'Beleg^0.00_0.00_0.00_0.00_0.00^'],
  [
    'bread to a hotel, invoiced by the office',
    'AVTransfer',
    'k2=4000',
    '',
    'AVTransfer^0.00_40.00_0.00_0.00_0.00^',
  ],
  ['staff meal', 'AVSachbezug', 'k2=450', '', 'AVSachbezug^0.00_4.50_0.00_0.00_0.00^'],
  ['opening float', 'Beleg', 'k5=15000', 'cash=15000', 'Beleg^0.00_0.00_0.00_0.00_150.00^150.00:Bar'],
  ['change from the bank', 'Beleg', 'k5=25000', 'cash=25000', 'Beleg^0.00_0.00_0.00_0.00_250.00^250.00:Bar'],
  ['bank deposit', 'Beleg', 'k5=-80000', 'cash=-80000', 'Beleg^0.00_0.00_0.00_0.00_-800.00^-800.00:Bar'],
  ['pay-out for milk', 'Beleg', 'k5=-840', 'cash=-840', 'Beleg^0.00_0.00_0.00_0.00_-8.40^-8.40:Bar'],
  ['cash short at closing', 'Beleg', 'k5=-235', 'cash=-235', 'Beleg^0.00_0.00_0.00_0.00_-2.35^-2.35:Bar'],
  [
    'no grouping of thousands',
    'Beleg',
    'k1=300000',
    'card=300000',
    'Beleg^3000.00_0.00_0.00_0.00_0.00^3000.00:Unbar',
  ],
  [
    'every bucket',
    'Beleg',
    'k1=1 k2=20 k3=300 k4=4000 k5=5 k6=6 k7=7 k8=8',
    'cash=4347',
    'Beleg^0.01_0.20_3.00_40.00_0.26^43.47:Bar',
  ],
  [
    'Bar before Unbar, one entry of each',
    'Beleg',
    'k2=1000',
    'card=300 cash=200 card=400 cash=100',
    'Beleg^0.00_10.00_0.00_0.00_0.00^3.00:Bar_7.00:Unbar',
  ],
  [
    'kinds that sum to zero are left out',
    'Beleg',
    'k2=1000',
    'cash=500 card=1000 cash=-500',
    'Beleg^0.00_10.00_0.00_0.00_0.00^10.00:Unbar',
  ],
]

describe('Kassenbeleg-V1', () => {
  test.each(cases)('%s', (_, type, taxes, payments, text) => {
    expect(signed(type, sumsOf(taxes), moneyOf(payments))).toBe(text)
  })

  test('is the process type', () => {
    expect(KASSENBELEG).toBe('Kassenbeleg-V1')
  })

  test('of any sale it has five buckets that sum to its payments, Bar before Unbar', () => {
    const amount = '-?\\d+\\.\\d{2}'
    const grammar = new RegExp(
      `^Beleg\\^(${amount}(?:_${amount}){4})\\^((?:${amount}:Bar)?_?(?:${amount}:Unbar)?)$`,
    )
    const toCents = (text: string) => Number(text.replace('.', ''))
    fc.assert(
      fc.property(carts, days, fc.nat({ max: 100 }), fc.boolean(), (cart, day, part, cardFirst) => {
        const { gross, taxes } = priceCart(cart, lawOf(day))
        const onCard = cents(Math.floor((gross * part) / 100))
        const tenders = [
          { kind: 'cash' as const, given: cents(gross - onCard) },
          ...(onCard > 0 ? [{ kind: 'card' as const, amount: onCard }] : []),
        ]
        const settled = settle(gross, cardFirst ? tenders.toReversed() : tenders)
        if (!settled.ok) throw new Error(`not settled: ${settled.error.kind}`)
        const text = kassenbelegV1('Beleg', taxes, settled.value.payments)
        const [, buckets = '', paid = ''] = grammar.exec(text) ?? []
        expect(text).toMatch(grammar)
        const total = (amounts: string[]) => amounts.reduce((sum, each) => sum + toCents(each), 0)
        expect(total(buckets.split('_'))).toBe(gross)
        expect(total(paid.split('_').map((each) => each.split(':')[0] ?? ''))).toBe(gross)
        expect(paid).not.toMatch(/(^|_)0\.00:|^_|_$/)
      }),
    )
  })

  test('does not depend on the order of taxes and payments', () => {
    const sums = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: -1e6, max: 1e6 })))
    const money = fc.array(
      fc.tuple(fc.constantFrom('cash' as const, 'card' as const), fc.integer({ min: -1e6, max: 1e6 })),
    )
    fc.assert(
      fc.property(sums, money, (taxes, payments) => {
        expect(signed('Beleg', taxes.toReversed(), payments.toReversed())).toBe(
          signed('Beleg', taxes, payments),
        )
      }),
    )
  })
})

describe('the bucket of a VAT key', () => {
  test.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 5],
    [6, 5],
    [7, 5],
    [8, 5],
    [11, 1],
    [12, 2],
    [13, 3],
    [21, 1],
    [22, 2],
    [23, 3],
    [33, 3],
    [43, 3],
  ])('of key %i is %i, as the key list of 2024-12-05 has it', (key, bucket) => {
    expect(bucketOf(key)).toBe(bucket)
  })

  test('of a key of one’s own is the last', () => {
    expect(bucketOf(1001)).toBe(5)
  })
})
