import { cents } from '@brotkasten/domain/money/cents'
import { pieces } from '@brotkasten/domain/money/quantity'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestBox, saleOf, type TestBox } from '../testing/test-box.ts'

let t: TestBox
const tokens: Record<string, string> = {}
beforeEach(async () => {
  t = await openTestBox()
  for (const staffId of ['anna', 'berta']) {
    const session = await t.request('POST', '/api/sessions', { staffId, pin: '1234' })
    tokens[staffId] = ((await session.json()) as { token: string }).token
  }
})
afterEach(() => t.close())

const as = (staffId: string) => ({ 'brotkasten-operator': tokens[staffId] ?? '' })
const post = async (path: string, body: unknown, staffId = 'berta') => {
  const response = await t.request('POST', path, body, as(staffId))
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const sell = async () => {
  const request = saleOf()
  await t.box.deps.seller.sell(request, t.register, t.operator)
  return request
}
const refundOf = (sale: { id: string }, lines: unknown = null) => ({
  id: uuidv7(),
  saleId: sale.id,
  startedAt: '2026-11-22T09:00:00.000Z',
  lines,
  reason: 'Falsche Ware',
  tender: 'cash',
})
const move = (over: Record<string, unknown>) => ({
  id: uuidv7(),
  case: 'float',
  amount: 15_000,
  reason: null,
  reference: null,
  ...over,
})
const closing = (counted: number | null) => ({ id: uuidv7(), differenceId: uuidv7(), counted })
const xReport = async () => {
  const response = await t.request('GET', '/api/x-report', undefined, as('berta'))
  return ((await response.json()) as { totals: { cash: number; sales: number } }).totals
}

describe('a refund', () => {
  test('of a whole sale reverses amounts, tax and money, signed and numbered', async () => {
    const sale = await sell()
    const { status, body } = await post('/api/refunds', refundOf(sale))
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        repeated: false,
        refund: {
          number: 2,
          gross: -555,
          taxes: [{ vatKey: 2, rate: 700, gross: -555, net: -519, vat: -36 }],
          payments: [{ kind: 'cash', amount: -555 }],
          tse: { state: 'signed', processData: 'Beleg^0.00_-5.55_0.00_0.00_0.00^-5.55:Bar' },
        },
      },
    })
  })

  test('of one line pays back what that line cost, and the rest later', async () => {
    const sale = await sell()
    const [rolls] = sale.cart.lines
    const part = await post('/api/refunds', refundOf(sale, [{ lineId: rolls?.id, quantity: pieces(1) }]))
    expect(part.body).toMatchObject({ refund: { gross: -45 } })
    const rest = await post('/api/refunds', refundOf(sale))
    expect(rest.body).toMatchObject({ refund: { gross: -510 } })
  })

  test('never gives back more than was sold, even when two ask at once', async () => {
    const sale = await sell()
    const answers = await Promise.all([
      post('/api/refunds', refundOf(sale)),
      post('/api/refunds', refundOf(sale)),
    ])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })

  test('sent twice is booked once', async () => {
    const request = refundOf(await sell())
    await post('/api/refunds', request)
    expect((await post('/api/refunds', request)).body).toMatchObject({
      repeated: true,
      refund: { number: 2 },
    })
  })

  test('is not for a cashier, and not for a sale nobody made', async () => {
    const sale = await sell()
    expect((await post('/api/refunds', refundOf(sale), 'anna')).body).toMatchObject({
      error: { kind: 'forbidden' },
    })
    expect((await post('/api/refunds', refundOf({ id: uuidv7() }))).body).toMatchObject({
      error: { kind: 'unknownReceipt', field: 'saleId' },
    })
  })
})

describe('the drawer', () => {
  test('books each movement as a signed receipt of its own', async () => {
    expect((await post('/api/cash', move({}))).body).toMatchObject({
      movement: {
        number: 1,
        amount: 15_000,
        tse: { processData: 'Beleg^0.00_0.00_0.00_0.00_150.00^150.00:Bar' },
      },
    })
    expect(
      (await post('/api/cash', move({ case: 'payOut', amount: 840, reason: 'Milch' }))).body,
    ).toMatchObject({
      movement: {
        number: 2,
        amount: -840,
        tse: { processData: 'Beleg^0.00_0.00_0.00_0.00_-8.40^-8.40:Bar' },
      },
    })
    expect((await xReport()).cash).toBe(14_160)
  })

  test.each([
    [
      'a pay-out by a cashier',
      move({ case: 'payOut', amount: 100, reason: 'Milch' }),
      'anna',
      'forbidden',
      'case',
    ],
    [
      'a large pay-out by a shift lead',
      move({ case: 'payOut', amount: 5_001, reason: 'Milch' }),
      'berta',
      'forbidden',
      'case',
    ],
    ['a pay-out without a reason', move({ case: 'payOut', amount: 100 }), 'berta', 'invalid', 'reason'],
    ['a difference by hand', move({ case: 'difference' }), 'berta', 'forbidden', 'case'],
    ['nothing', move({ amount: 0 }), 'berta', 'invalid', 'amount'],
    ['an unknown case', move({ case: 'gift' }), 'berta', 'invalid', 'case'],
  ])('refuses %s', async (_name, request, staffId, kind, field) => {
    const before = t.box.deps.store.journal.lastSeq
    expect((await post('/api/cash', request, staffId)).body).toMatchObject({ error: { kind, field } })
    expect(t.box.deps.store.journal.lastSeq).toBe(before)
  })
})

describe('a closing', () => {
  test('freezes the day, counts from one without gaps and begins the next day at nothing', async () => {
    await post('/api/cash', move({}))
    await sell()
    expect((await post('/api/closings', closing(15_555))).body).toMatchObject({
      closing: {
        zNumber: 1,
        totals: { firstNumber: 1, lastNumber: 2, sales: 1, movements: 1, cash: 15_555 },
        tse: { state: 'signed', processType: 'SonstigerVorgang' },
      },
    })
    expect(await xReport()).toMatchObject({ cash: 0, sales: 0 })
    expect((await post('/api/closings', closing(null))).body).toMatchObject({
      closing: { zNumber: 2, totals: { sales: 0 } },
    })
  })

  test('books what the count differs from the books before it freezes them', async () => {
    await sell()
    expect((await post('/api/closings', closing(500))).body).toMatchObject({
      closing: {
        counted: 500,
        totals: { cash: 500, cashCases: [{ businessCase: 'DifferenzSollIst', amount: -55 }] },
      },
    })
  })

  test('repeated after an interruption books nothing twice', async () => {
    await sell()
    const request = closing(500)
    const first = await post('/api/closings', request)
    const second = await post('/api/closings', request)
    expect(second.body).toMatchObject({
      repeated: true,
      closing: (first.body as { closing: object }).closing,
    })
    expect(
      t.box.deps.store.db.prepare("SELECT count(*) AS n FROM receipt WHERE kind = 'cash'").get(),
    ).toMatchObject({ n: 1 })
  })

  test('works while the TSE is out', async () => {
    t.tse.inject({ at: 'any', kind: 'unreachable', times: Number.POSITIVE_INFINITY })
    expect((await post('/api/closings', closing(null))).body).toMatchObject({
      closing: { tse: { state: 'outage' } },
    })
  })

  test('is not for a cashier', async () => {
    expect((await post('/api/closings', closing(null), 'anna')).body).toMatchObject({
      error: { kind: 'forbidden' },
    })
  })
})

test('projections rebuilt from the journal equal the ones kept, refunds, cash and closings included', async () => {
  const sale = await sell()
  await post('/api/cash', move({}))
  await post('/api/refunds', refundOf(sale))
  await post('/api/closings', closing(cents(14_000)))
  await sell()
  const tables = () =>
    ['register', 'receipt', 'refunded', 'closing', 'tax_total'].map((table) =>
      t.box.deps.store.db.prepare(`SELECT * FROM ${table}`).all(),
    )
  const kept = tables()
  await t.box.deps.store.rebuildProjections()
  expect(tables()).toEqual(kept)
})
