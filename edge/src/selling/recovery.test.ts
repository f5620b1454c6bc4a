import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEntry } from '@brotkasten/domain/journal/entry'
import { describe, expect, test } from 'vitest'
import { openTestBox, saleOf, type TestBox } from '../testing/test-box.ts'

/** Lets the box die at its n-th commit from now: before it, or right after it, when nobody hears of it any more. */
function dieAtCommit(t: TestBox, nth: number, when: 'before' | 'after'): Promise<void> {
  const { store } = t.box.deps
  const commit = store.commit.bind(store)
  let count = 0
  return new Promise((dead) => {
    store.commit = async (work) => {
      count += 1
      if (count < nth) return commit(work)
      if (count === nth && when === 'after') await commit(work)
      dead()
      return new Promise(() => undefined)
    }
  })
}

async function abandon(t: TestBox): Promise<void> {
  await t.tse.close()
  t.box.deps.store.close()
  t.box.deps.replica.close()
}

const finishes = async (t: TestBox) => {
  const facts = t.box.deps.store.journal.after(0, 1000).flatMap((entry) => {
    const fact = readEntry(entry)
    return fact.ok ? [fact.value] : []
  })
  const numbers = facts.flatMap((fact) => {
    if (fact.kind === 'sale.completed')
      return fact.body.tse.state === 'signed' ? [fact.body.tse.transactionNumber] : []
    return fact.kind === 'sale.aborted' ? [fact.body.tse.transactionNumber] : []
  })
  return { numbers, receipts: facts.filter((fact) => fact.kind === 'sale.completed').length }
}

describe.each([
  [1, 'before'],
  [1, 'after'],
  [2, 'before'],
  [2, 'after'],
] as const)('a crash at commit %i of a sale (%s it)', (nth, when) => {
  test('leaves every finished transaction with exactly one receipt or abort, and the retry is booked once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'brotkasten-crash-'))
    const request = saleOf()
    const first = await openTestBox({ folder })
    const dead = dieAtCommit(first, nth, when)
    void first.box.deps.seller.sell(request, first.register, first.operator)
    await dead
    await abandon(first)

    const second = await openTestBox({ folder })
    const answer = await second.box.deps.seller.sell(request, second.register, second.operator)
    expect(answer).toMatchObject({ ok: true, value: { receipt: { number: 1, tse: { state: 'signed' } } } })
    const { numbers, receipts } = await finishes(second)
    expect(receipts).toBe(1)
    expect(numbers.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: numbers.length }, (_, index) => index + 1),
    )
    expect(await second.box.deps.signing.openTransactions()).toEqual({ ok: true, value: [] })
    expect(second.box.deps.store.db.prepare('SELECT id FROM intent').all()).toEqual([])
    await second.close()
    rmSync(folder, { recursive: true })
  })
})

test('a transaction begun with the first item and forgotten by a crash is closed as a leftover', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'brotkasten-crash-'))
  const first = await openTestBox({ folder })
  first.box.deps.seller.begin(saleOf().id, first.register)
  await first.box.deps.signing.openTransactions()
  await abandon(first)
  const second = await openTestBox({ folder })
  const kinds = second.box.deps.store.journal.after(0, 100).map((entry) => entry.kind)
  expect(kinds.filter((kind) => kind === 'sale.aborted')).toHaveLength(1)
  await second.close()
  rmSync(folder, { recursive: true })
})
