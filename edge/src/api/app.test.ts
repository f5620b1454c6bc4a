import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestBox, saleOf, type TestBox } from '../testing/test-box.ts'

let t: TestBox
let operator = ''
beforeAll(async () => {
  t = await openTestBox()
  const session = await t.request('POST', '/api/sessions', { staffId: 'anna', pin: '1234' })
  operator = ((await session.json()) as { token: string }).token
})
afterAll(() => t.close())

const asOperator = () => ({ 'brotkasten-operator': operator })
const sell = (body: unknown, headers: Record<string, string> = {}) =>
  t.request('POST', '/api/sales', body, { ...asOperator(), ...headers })

describe('selling over HTTP', () => {
  test('answers the receipt with its QR code and the business on it', async () => {
    const response = await sell(saleOf())
    expect(response.status).toBe(200)
    const answer: unknown = await response.json()
    expect(answer).toMatchObject({
      repeated: false,
      tseEmulated: true,
      branch: { company: 'Bäckerei Test GmbH' },
      qr: expect.stringMatching(/^V0;BK-[0-9A-F]{8}-1;Kassenbeleg-V1;Beleg\^0\.00_5\.55_/),
    })
  })

  test('answers a repeat with the same receipt', async () => {
    const request = saleOf()
    const first = (await (await sell(request)).json()) as { receipt: unknown }
    const second = (await (await sell(request)).json()) as { receipt: unknown; repeated: boolean }
    expect(second).toMatchObject({ repeated: true, receipt: first.receipt })
  })

  test('lists the last receipts, newest first, and shows each', async () => {
    const request = saleOf()
    await sell(request)
    const list = (await (await t.request('GET', '/api/receipts?limit=1')).json()) as {
      receipts: { id: string }[]
    }
    expect(list.receipts).toMatchObject([{ id: request.id, gross: 555, operatorNumber: '7', outage: false }])
    expect((await t.request('GET', `/api/receipts/${request.id}`)).status).toBe(200)
  })
})

describe('bad input is a clear 4xx and books nothing', () => {
  const line = saleOf().cart.lines[0]
  const cases: [string, () => Promise<Response>, number, string, string | null][] = [
    ['malformed JSON', () => sell('{"id":'), 400, 'malformed', null],
    [
      'no JSON at all',
      () => sell('id=1', { 'content-type': 'text/plain' }),
      415,
      'contentType',
      'content-type',
    ],
    ['an oversized body', () => sell({ ...saleOf(), padding: 'x'.repeat(600_000) }), 413, 'tooLarge', null],
    [
      'an unknown protocol version',
      () => sell(saleOf(), { 'brotkasten-protocol': '99' }),
      426,
      'protocol',
      'brotkasten-protocol',
    ],
    ['no sale id', () => sell({ ...saleOf(), id: undefined }), 400, 'invalid', 'id'],
    ['a sale id that is no UUIDv7', () => sell({ ...saleOf(), id: 'abc' }), 400, 'invalid', 'id'],
    [
      'an empty cart',
      () => sell({ ...saleOf(), cart: { lines: [], discount: null } }),
      400,
      'invalid',
      'cart.lines',
    ],
    [
      'a negative quantity',
      () => sell({ ...saleOf(), cart: { lines: [{ ...line, quantity: -1000 }], discount: null } }),
      400,
      'invalid',
      'cart.lines.0.quantity',
    ],
    [
      'an absurd quantity',
      () => sell({ ...saleOf(), cart: { lines: [{ ...line, quantity: 1e12 }], discount: null } }),
      400,
      'invalid',
      'cart.lines.0.quantity',
    ],
    ['a fraction of a cent', () => sell({ ...saleOf(), total: 5.55 }), 400, 'invalid', 'total'],
    [
      'an unknown tender',
      () => sell({ ...saleOf(), tenders: [{ kind: 'shells', amount: 3 }] }),
      400,
      'invalid',
      'tenders.0.kind',
    ],
    ['an unbalanced payment', () => sell(saleOf({ tenders: [] })), 422, 'tooLittle', 'tenders'],
    ['nobody logged in', () => t.request('POST', '/api/sales', saleOf()), 401, 'session', null],
    [
      'a forged operator',
      () => sell(saleOf(), { 'brotkasten-operator': 'YW5uYQ.OTk5.eA' }),
      401,
      'session',
      null,
    ],
    ['an unpaired terminal', () => sell(saleOf(), { authorization: 'Bearer nobody' }), 401, 'unpaired', null],
    ['a limit that is no number', () => t.request('GET', '/api/receipts?limit=all'), 400, 'invalid', 'limit'],
    [
      'an unknown receipt',
      () => t.request('GET', `/api/receipts/${saleOf().id}`),
      404,
      'unknownReceipt',
      'id',
    ],
    ['an unknown address', () => t.request('GET', '/api/nowhere'), 404, 'unknownRoute', null],
  ]
  test.each(cases)('%s', async (_name, request, status, kind, field) => {
    const before = t.box.deps.store.journal.lastSeq
    const response = await request()
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status,
      body: { error: { kind, field, message: expect.stringMatching(/\S/) } },
    })
    expect(t.box.deps.store.journal.lastSeq).toBe(before)
  })
})

test('an article name with markup or control characters is refused by field', async () => {
  const request = saleOf()
  const lines = request.cart.lines.map((line) => ({ ...line, name: 'Brot\u0000' }))
  const response = await sell({ ...request, cart: { ...request.cart, lines } })
  expect(await response.json()).toMatchObject({ error: { kind: 'invalid', field: 'cart.lines.0.name' } })
})

describe('health', () => {
  test('is live and ready once there is something to sell', async () => {
    expect((await t.app.request('/health/live')).status).toBe(200)
    expect(await (await t.app.request('/health/ready')).json()).toMatchObject({
      ok: true,
      tse: { state: 'ok', emulated: true },
    })
  })
})
