import { cents } from '@brotkasten/domain/money/cents'
import { pieces } from '@brotkasten/domain/money/quantity'
import type { SaleRequest } from '@brotkasten/domain/wire/till'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { feedOf, priceChange } from '../testing/bakery.ts'
import { openTestBox, saleOf, type TestBox } from '../testing/test-box.ts'

let t: TestBox
let now = new Date('2026-11-22T08:00:00.000Z')
beforeEach(async () => {
  now = new Date('2026-11-22T08:00:00.000Z')
  t = await openTestBox({ clock: () => now })
})
afterEach(() => t.close())

const sell = (request: SaleRequest) => t.box.deps.seller.sell(request, t.register, t.operator)
const booked = () =>
  t.box.deps.store.journal.after(0, 1000).filter((entry) => entry.kind === 'sale.completed')

describe('a sale', () => {
  test('is signed, numbered, journalled and answered with change', async () => {
    const sold = await sell(saleOf())
    expect(sold).toMatchObject({
      ok: true,
      value: {
        repeated: false,
        receipt: {
          number: 1,
          gross: 555,
          change: 1445,
          businessDate: '2026-11-22',
          tse: { state: 'signed' },
        },
      },
    })
    expect(booked()).toHaveLength(1)
  })

  test('signs the amounts per tax bucket and the payment', async () => {
    const sold = await sell(saleOf())
    expect(sold.ok && sold.value.receipt.tse).toMatchObject({
      processType: 'Kassenbeleg-V1',
      processData: 'Beleg^0.00_5.55_0.00_0.00_0.00^5.55:Bar',
    })
  })

  test('leaves no intent and no open transaction behind', async () => {
    await sell(saleOf())
    expect(t.box.deps.store.db.prepare('SELECT id FROM intent').all()).toEqual([])
    expect(await t.box.deps.signing.openTransactions()).toEqual({ ok: true, value: [] })
  })

  test('uses the transaction that began with the first item', async () => {
    const request = saleOf()
    t.box.deps.seller.begin(request.id, t.register)
    await t.box.deps.signing.openTransactions()
    now = new Date('2026-11-22T08:01:00.000Z')
    const sold = await sell(request)
    expect(sold.ok && sold.value.receipt.tse).toMatchObject({
      transactionNumber: 1,
      startTime: '2026-11-22T08:00:00.000Z',
      finishTime: '2026-11-22T08:01:00.000Z',
    })
  })

  test('that is voided before payment is finished as an abort and journalled', async () => {
    const request = saleOf()
    t.box.deps.seller.begin(request.id, t.register)
    await t.box.deps.seller.abort(request.id, t.register)
    expect(t.box.deps.store.journal.find(request.id)?.kind).toBe('sale.aborted')
    expect(await t.box.deps.signing.openTransactions()).toEqual({ ok: true, value: [] })
  })
})

describe('the same sale again', () => {
  test('is answered with the receipt of then and booked once', async () => {
    const request = saleOf()
    const first = await sell(request)
    const second = await sell(request)
    expect(second).toEqual({ ok: true, value: { ...(first.ok ? first.value : {}), repeated: true } })
    expect(booked()).toHaveLength(1)
  })

  test('while the first is still running is booked once', async () => {
    const request = saleOf()
    const answers = await Promise.all([sell(request), sell(request), sell(request)])
    expect(answers.map((answer) => answer.ok && answer.value.receipt.number)).toEqual([1, 1, 1])
    expect(booked()).toHaveLength(1)
  })

  test('with another total is refused', async () => {
    const request = saleOf()
    await sell(request)
    expect(await sell({ ...request, total: cents(1) })).toMatchObject({
      ok: false,
      error: { kind: 'idTaken', field: 'id' },
    })
  })
})

test('receipt numbers are gapless when many sales arrive at once', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => sell(saleOf())))
  const numbers = answers.map((answer) => (answer.ok ? answer.value.receipt.number : 0))
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
})

describe('a change of price', () => {
  const raise = () => t.box.deps.replica.apply(feedOf([priceChange('roll', 50)], 2, false), now)

  test('leaves an open cart the price it showed', async () => {
    raise()
    expect(await sell(saleOf())).toMatchObject({ ok: true, value: { receipt: { gross: 555 } } })
  })

  test('makes the old price unsellable after a day', async () => {
    raise()
    now = new Date('2026-11-23T09:00:00.000Z')
    expect(await sell(saleOf())).toMatchObject({
      ok: false,
      error: { kind: 'priceNotOnSale', field: 'cart.lines.0.unitPrice' },
    })
  })

  test('does not let a new cart use the old price', async () => {
    raise()
    const request = saleOf()
    const lines = request.cart.lines.map((line) => ({ ...line, catalogueVersion: 2 }))
    expect(await sell({ ...request, cart: { ...request.cart, lines } })).toMatchObject({
      ok: false,
      error: { kind: 'priceNotOnSale' },
    })
  })
})

describe('a wrong sale changes nothing', () => {
  const change = (line: Partial<SaleRequest['cart']['lines'][number]>): SaleRequest => {
    const request = saleOf()
    const [first, ...rest] = request.cart.lines
    return first
      ? { ...request, cart: { ...request.cart, lines: [{ ...first, ...line }, ...rest] } }
      : request
  }
  const cases: [string, () => SaleRequest, string, string | null][] = [
    ['an unknown article', () => change({ articleId: 'gold' }), 'unknownArticle', 'cart.lines.0.articleId'],
    [
      'a price that is not on sale',
      () => change({ unitPrice: cents(1) }),
      'priceNotOnSale',
      'cart.lines.0.unitPrice',
    ],
    ['half a roll', () => change({ quantity: pieces(0.5) }), 'invalid', 'cart.lines.0.quantity'],
    ['another tax category', () => change({ category: 'outsideVat' }), 'invalid', 'cart.lines.0.category'],
    ['another name', () => change({ name: 'Goldbarren' }), 'invalid', 'cart.lines.0.name'],
    ['a total that differs', () => saleOf({ total: cents(554) }), 'totalDiffers', 'total'],
    [
      'too little money',
      () => saleOf({ tenders: [{ kind: 'cash', given: cents(500) }] }),
      'tooLittle',
      'tenders',
    ],
    ['no money', () => saleOf({ tenders: [] }), 'tooLittle', 'tenders'],
    [
      'a card amount above the total',
      () => saleOf({ tenders: [{ kind: 'card', amount: cents(556) }] }),
      'cardTooMuch',
      'tenders',
    ],
    [
      'a discount by a cashier',
      () => ({
        ...saleOf(),
        cart: { ...saleOf().cart, discount: { kind: 'percent', basisPoints: 1000, reason: 'Kulanz' } },
      }),
      'forbidden',
      'cart.discount',
    ],
  ]
  test.each(cases)('%s', async (_name, request, kind, field) => {
    const before = t.box.deps.store.journal.lastSeq
    expect(await sell(request())).toMatchObject({ ok: false, error: { kind, field } })
    expect(t.box.deps.store.journal.lastSeq).toBe(before)
    expect(await t.box.deps.signing.openTransactions()).toEqual({ ok: true, value: [] })
  })
})

test('projections rebuilt from the journal equal the ones kept up to date', async () => {
  for (let i = 0; i < 5; i += 1) await sell(saleOf())
  const tables = () =>
    ['register', 'receipt', 'refunded', 'closing', 'tax_total', 'tse', 'outage'].map((table) =>
      t.box.deps.store.db.prepare(`SELECT * FROM ${table}`).all(),
    )
  const kept = tables()
  await t.box.deps.store.rebuildProjections()
  expect(tables()).toEqual(kept)
})
