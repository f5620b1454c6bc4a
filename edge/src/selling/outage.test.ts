import { readEntry } from '@brotkasten/domain/journal/entry'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openTestBox, saleOf, type TestBox } from '../testing/test-box.ts'

let t: TestBox
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  t = await openTestBox()
})
afterEach(async () => {
  vi.useRealTimers()
  await t.close()
})

const sell = () => t.box.deps.seller.sell(saleOf(), t.register, t.operator)
const facts = (kind: string) =>
  t.box.deps.store.journal
    .after(0, 1000)
    .filter((entry) => entry.kind === kind)
    .map((entry) => readEntry(entry))
/** Lets the next probe come and waits until the box says that it has recovered. */
async function recovered(): Promise<void> {
  const { signing } = t.box.deps
  const back = new Promise<void>((resolve) => {
    signing.onChange(() => {
      if (signing.state.state === 'ok') resolve()
    })
  })
  await vi.advanceTimersByTimeAsync(5_000)
  await back
}

test('a sale goes on while the TSE is gone and names the outage', async () => {
  t.tse.inject({ at: 'any', kind: 'unreachable', times: Number.POSITIVE_INFINITY })
  const first = await sell()
  const second = await sell()
  const [began] = facts('tse.outageBegan')
  expect(began).toMatchObject({ ok: true, value: { body: { reason: 'unreachable' } } })
  for (const sold of [first, second]) {
    expect(sold).toMatchObject({
      ok: true,
      value: { receipt: { tse: { state: 'outage', reason: 'unreachable' } } },
    })
  }
})

test('an outage ends by itself and says how many receipts it touched', async () => {
  t.tse.inject({ at: 'start', kind: 'unreachable' })
  await sell()
  await recovered()
  expect(facts('tse.outageEnded')).toMatchObject([{ ok: true, value: { body: { affectedReceipts: 1 } } }])
  expect(await sell()).toMatchObject({
    ok: true,
    value: { receipt: { tse: { state: 'signed' }, number: 2 } },
  })
})

test('the begin of an outage stands before the first receipt that names it', async () => {
  t.tse.inject({ at: 'start', kind: 'garbage' })
  await sell()
  const kinds = t.box.deps.store.journal.after(0, 1000).map((entry) => entry.kind)
  expect(kinds.indexOf('tse.outageBegan')).toBeLessThan(kinds.indexOf('sale.completed'))
})

test('a signature whose answer was lost is found again when the TSE is back', async () => {
  t.tse.inject({ at: 'finish', kind: 'lostAnswer' })
  const sold = await sell()
  expect(sold).toMatchObject({ ok: true, value: { receipt: { tse: { state: 'outage' } } } })
  await recovered()
  const found = facts('sale.signatureFound')
  expect(found).toMatchObject([
    { ok: true, value: { body: { receiptId: sold.ok && sold.value.receipt.id } } },
  ])
})

test('a transaction left open by an outage is closed as an abort when the TSE is back', async () => {
  t.tse.inject({ at: 'finish', kind: 'unreachable' })
  await sell()
  await recovered()
  expect(facts('sale.aborted')).toMatchObject([{ ok: true, value: { body: { reason: 'leftover' } } }])
  expect(await t.box.deps.signing.openTransactions()).toEqual({ ok: true, value: [] })
})

test('no sale waits longer for the TSE than the patience', async () => {
  vi.useRealTimers()
  await t.close()
  t = await openTestBox({ patienceMs: 20 })
  t.tse.inject({ at: 'start', kind: 'timeout', times: Number.POSITIVE_INFINITY })
  expect(await sell()).toMatchObject({
    ok: true,
    value: { receipt: { tse: { state: 'outage', reason: 'timeout' } } },
  })
})
