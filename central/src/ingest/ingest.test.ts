import type { JournalEntry } from '@brotkasten/domain/journal/entry'
import { cents } from '@brotkasten/domain/money/cents'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rebuild } from '../projections/rebuild.ts'
import { type TestBox, TestCentre } from '../testing/centre.fixture.ts'
import { TestJournal } from '../testing/journal.fixture.ts'

const AT = new Date('2026-11-23T06:10:00.000Z')
const later = (minutes: number) => new Date(AT.getTime() + minutes * 60_000)

let centre: TestCentre
let admin: string

beforeEach(async () => {
  centre = await TestCentre.start()
  admin = await centre.admin()
  await centre.seed(admin)
})
afterEach(() => centre.stop())

const send = (box: TestBox, journal: TestJournal, entries: readonly JournalEntry[] = journal.entries) =>
  box.call('POST', '/v1/journal', { epoch: journal.epoch, entries })

const figures = async (branch: string) => {
  const answer = await centre.as(admin)(
    'GET',
    `/api/branches/${branch}/figures?from=2026-11-01&to=2026-12-31`,
  )
  return answer.body
}

const shop = (sales: number): TestJournal => {
  const journal = new TestJournal()
  journal.adopt(AT)
  for (let i = 0; i < sales; i += 1)
    journal.sell({ at: later(i * 7), card: i % 2 === 1, coffee: i % 3 === 0 })
  return journal
}

describe('an honest journal', () => {
  it('is held durably, verified and summed up', async () => {
    const box = await centre.box(admin, 'north')
    const journal = shop(3)
    expect(await send(box, journal)).toMatchObject({ status: 200, body: { mark: 4 } })
    expect(await figures('north')).toMatchObject({
      receipts: 3,
      gross: 90 * 3 + 250,
      taxes: [
        { vatKey: 1, rate: 1900, gross: 250, net: 210, vat: 40 },
        { vatKey: 2, rate: 700, gross: 270, net: 252, vat: 18 },
      ],
      payments: [
        { kind: 'card', amount: 90, count: 1 },
        { kind: 'cash', amount: 430, count: 2 },
      ],
      duplicates: 0,
      quarantined: 0,
      signaturesVerified: 3,
    })
  })

  it('takes refunds off revenue, taxes and payments, and movements of cash off nothing', async () => {
    const box = await centre.box(admin, 'north')
    const journal = new TestJournal()
    journal.adopt(AT)
    journal.sell({ at: AT })
    journal.refund(journal.sell({ at: AT, coffee: true }), later(5))
    journal.payOut(2_000, later(6))
    await send(box, journal)
    expect(await figures('north')).toMatchObject({
      receipts: 3,
      refunds: 1,
      gross: 90,
      taxes: [
        { vatKey: 1, gross: 0, net: 0, vat: 0 },
        { vatKey: 2, gross: 90 },
      ],
      payments: [{ kind: 'cash', amount: 90, count: 3 }],
      quarantined: 0,
      signaturesVerified: 4,
    })
    const { body } = await centre.as(admin)('GET', '/api/branches/north/receipts')
    expect(body).toMatchObject({
      receipts: [{ gross: 90 }, { gross: 340 }, { kind: 'sale.refunded', gross: -340 }],
    })
  })

  it('keeps its mark over a restart of the centre', async () => {
    const box = await centre.box(admin, 'north')
    const journal = shop(2)
    await send(box, journal)
    await centre.restart()
    const mark = await box.call('GET', `/v1/journal/mark?epoch=${journal.epoch}`)
    expect(mark).toMatchObject({ status: 200, body: { mark: 3 } })
    expect(await box.call('GET', `/v1/journal/mark?epoch=${new TestJournal().epoch}`)).toMatchObject({
      body: { mark: 0 },
    })
  })

  it('counts receipts of an outage, which carry no signature', async () => {
    const box = await centre.box(admin, 'north')
    const journal = new TestJournal()
    journal.sell({ at: AT, unsigned: true })
    await send(box, journal)
    expect(await figures('north')).toMatchObject({ receipts: 1, quarantined: 0, signaturesVerified: 0 })
  })

  it('lists its receipts page by page', async () => {
    const box = await centre.box(admin, 'north')
    await send(box, shop(5))
    const numbers: number[] = []
    for (let after = 0; after >= 0; ) {
      const { body } = await centre.as(admin)('GET', `/api/branches/north/receipts?after=${after}&limit=2`)
      const page = body as { receipts: { number: number }[]; next: number | null }
      numbers.push(...page.receipts.map((receipt) => receipt.number))
      after = page.next ?? -1
    }
    expect(numbers).toEqual([1, 2, 3, 4, 5])
  })
})

describe('exactly once', () => {
  it('holds however a journal is cut, repeated, mixed up and interrupted', async () => {
    const step = fc.record({ from: fc.nat(24), length: fc.integer({ min: 1, max: 12 }), restart: fc.nat(9) })
    const journal = shop(20)
    const last = journal.entries.length
    const box = await centre.box(admin, 'north')
    const run = async (steps: { from: number; length: number; restart: number }[]) => {
      const epoch = new TestJournal().epoch
      const call = (entries: readonly JournalEntry[]) => box.call('POST', '/v1/journal', { epoch, entries })
      let mark = 0
      for (const { from, length, restart } of steps) {
        if (restart === 0) await centre.restart()
        const entries = journal.entries.slice(from, from + length)
        if (entries.length === 0) continue
        const answer = await call(entries)
        const reaches = from <= mark
        expect(answer.status).toBe(reaches ? 200 : 409)
        if (reaches) mark = Math.max(mark, from + entries.length)
        if (reaches) expect(answer.body).toEqual({ mark })
        else expect(answer.body).toMatchObject({ error: { kind: 'gap', details: { mark } } })
      }
      expect(await call(journal.entries)).toMatchObject({ body: { mark: last } })
    }
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 12 }), run), { numRuns: 15 })
    // Every run was an epoch of its own with the same entries: only the first of them counts.
    expect(await figures('north')).toMatchObject({ receipts: 20, signaturesVerified: 20, quarantined: 0 })
  })

  it('holds for batches that arrive at the same time', async () => {
    const box = await centre.box(admin, 'north')
    const journal = shop(12)
    const answers = await Promise.all(
      [1, 5, 9, 13].map((end) => send(box, journal, journal.entries.slice(0, end))),
    )
    expect(answers.map((answer) => answer.body)).toEqual([
      { mark: 1 },
      { mark: 5 },
      { mark: 9 },
      { mark: 13 },
    ])
    expect(await figures('north')).toMatchObject({ receipts: 12 })
  })

  it('holds for a sale that a re-imaged box and a second box bring again', async () => {
    const [box, second] = [await centre.box(admin, 'north'), await centre.box(admin, 'north')]
    const journal = shop(1)
    const again = new TestJournal(journal.tse)
    again.adopt(AT)
    again.sell({ at: AT, id: journal.entries[1]?.id ?? '' })
    again.sell({ at: later(1) })
    await send(box, journal)
    await Promise.all([send(box, again), send(second, again)])
    expect(await figures('north')).toMatchObject({ receipts: 2, duplicates: 4, quarantined: 0 })
  })
})

describe('what no honest box sends', () => {
  it('is another past, which is refused and remembered', async () => {
    const box = await centre.box(admin, 'north')
    const [journal, other] = [shop(2), shop(2)]
    await send(box, journal)
    const answer = await box.call('POST', '/v1/journal', { epoch: journal.epoch, entries: other.entries })
    expect(answer).toMatchObject({
      status: 409,
      body: { error: { kind: 'forked', details: { mark: 3, seq: 1 } } },
    })
    const quarantine = await centre.as(admin)('GET', '/api/branches/north/quarantine')
    expect(quarantine.body).toMatchObject({
      entries: [],
      incidents: [{ kind: 'forked', seq: 1, boxId: box.boxId }],
    })
  })

  it('is a broken chain, of which nothing is stored', async () => {
    const box = await centre.box(admin, 'north')
    const journal = shop(3)
    const entries = journal.entries.map((entry) =>
      entry.seq === 3 ? { ...entry, body: entry.body.replace('"number":2', '"number":9') } : entry,
    )
    const answer = await send(box, journal, entries)
    expect(answer).toMatchObject({ status: 422, body: { error: { kind: 'chain', details: { seq: 3 } } } })
    expect(await send(box, journal)).toMatchObject({ status: 200, body: { mark: 4 } })
  })

  it.each([
    ['body: unknownKind future.kind', (journal: TestJournal) => journal.add('future.kind', { a: 1 }, AT)],
    ['body: badBody', (journal: TestJournal) => journal.add('sale.completed', { gross: 1 }, AT)],
    [
      'tse: serial',
      (journal: TestJournal) =>
        journal.add('tse.adopted', { ...journal.tse.adopted, serial: '0'.repeat(64) }, AT),
    ],
    [
      'signature: unknownTse',
      (journal: TestJournal) =>
        journal.sell({
          at: AT,
          forge: (r) => ({
            ...r,
            tse: new TestJournal().tse.finish('K', r.tse.state === 'signed' ? r.tse.processData : '', AT),
          }),
        }),
    ],
    [
      'signature: signature',
      (journal: TestJournal) =>
        journal.sell({
          at: AT,
          forge: (r) => ({
            ...r,
            tse: { ...r.tse, ...(r.tse.state === 'signed' ? { signatureCounter: 77 } : {}) } as typeof r.tse,
          }),
        }),
    ],
    [
      'sums: gross',
      (journal: TestJournal) => journal.sell({ at: AT, forge: (r) => ({ ...r, gross: cents(r.gross + 1) }) }),
    ],
    ['sums: taxes', (journal: TestJournal) => journal.sell({ at: AT, forge: (r) => ({ ...r, taxes: [] }) })],
    [
      'sums: payments',
      (journal: TestJournal) => journal.sell({ at: AT, forge: (r) => ({ ...r, payments: [] }) }),
    ],
    [
      'sums: lines',
      (journal: TestJournal) =>
        journal.sell({
          at: AT,
          forge: (r) => ({ ...r, lines: r.lines.map((line) => ({ ...line, base: cents(line.base + 1) })) }),
        }),
    ],
    [
      'sums: processData',
      (journal: TestJournal) =>
        journal.sell({
          at: AT,
          forge: (r) => ({
            ...r,
            tse: journal.tse.finish('K', 'Beleg^0.00_0.01_0.00_0.00_0.00^0.01:Bar', AT),
          }),
        }),
    ],
    [
      'sums: gross',
      (journal: TestJournal) =>
        journal.refund(journal.entries[1] as JournalEntry, AT, (r) => ({ ...r, gross: cents(r.gross - 1) })),
    ],
    [
      'sums: payments',
      (journal: TestJournal) =>
        journal.refund(journal.entries[1] as JournalEntry, AT, (r) => ({ ...r, payments: [] })),
    ],
    ['sums: processData', (journal: TestJournal) => journal.payOut(2_000, AT, 200)],
    [
      'time: before 2000',
      (journal: TestJournal) =>
        journal.sell({ at: AT, forge: (r) => ({ ...r, completedAt: '0000-01-01T00:00:00.000Z' }) }),
    ],
  ])('is quarantined as "%s", and the rest flows', async (reason, spoil) => {
    const box = await centre.box(admin, 'north')
    const journal = shop(1)
    spoil(journal)
    journal.sell({ at: later(5) })
    expect(await send(box, journal)).toMatchObject({ status: 200, body: { mark: 4 } })
    const { body } = await centre.as(admin)('GET', '/api/branches/north/quarantine')
    expect(body).toMatchObject({ entries: [{ seq: 3 }] })
    expect((body as { entries: { reason: string }[] }).entries[0]?.reason).toContain(reason)
    expect(await figures('north')).toMatchObject({ receipts: 2, quarantined: 1, signaturesVerified: 2 })
  })

  it('never comes from a moment that has no calendar day', async () => {
    const box = await centre.box(admin, 'north')
    const journal = new TestJournal()
    journal.add('tse.outageEnded', {}, new Date('0000-01-01T00:00:00.000Z'))
    expect(await send(box, journal)).toMatchObject({ status: 200 })
  })
})

describe('a rebuild', () => {
  it('makes the same projections as they grew', async () => {
    const box = await centre.box(admin, 'north')
    const journal = shop(9)
    journal.add('future.kind', {}, AT)
    journal.refund(journal.entries[2] as JournalEntry, later(70))
    journal.sell({ at: later(1500), forge: (receipt) => ({ ...receipt, taxes: [] }) })
    for (let from = 0; from < journal.entries.length; from += 4)
      await send(box, journal, journal.entries.slice(from, from + 4))
    const again = new TestJournal(journal.tse)
    again.adopt(AT)
    again.sell({ at: AT, id: journal.entries[1]?.id ?? '' })
    await send(box, again)
    const db = await centre.centre.databases.branch('north')
    const snapshot = async () => {
      const tables = ['day', 'hour', 'tax', 'payment', 'tse', 'entry']
      const order = '1, 2, 3'
      const rows = await Promise.all(
        tables.map((table) => db.query(`SELECT * FROM ${table} ORDER BY ${order}`)),
      )
      return JSON.stringify(rows)
    }
    const grown = await snapshot()
    expect(await rebuild(db, 'Europe/Berlin')).toEqual({ entries: 15 })
    expect(await snapshot()).toBe(grown)
  })
})
