import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TestBox, TestCentre } from '../testing/centre.fixture.ts'
import { TestJournal } from '../testing/journal.fixture.ts'

let centre: TestCentre
let admin: string
let north: TestBox
beforeEach(async () => {
  centre = await TestCentre.start()
  admin = await centre.admin()
  await centre.seed(admin)
  north = await centre.box(admin, 'north')
})
afterEach(() => centre.stop())

const get = async (path: string) => (await centre.as(admin)('GET', path)).body
const rows = async () => (await get('/api/live')) as { asOf: string; branches: Record<string, unknown>[] }
const send = (journal: TestJournal, from = 0) =>
  north.call('POST', '/v1/journal', { epoch: journal.epoch, entries: journal.entries.slice(from) })
const figures = (backlog: number) =>
  centre.centre.brokerEvents.onMessage(
    north.boxId,
    'figures',
    JSON.stringify({
      time: centre.now.toISOString(),
      backlog,
      tse: 'ok',
      softwareVersion: '0.2.0',
      catalogueVersion: 15,
    }),
  )

/** Reads a stream of events until one fits. */
async function eventsUntil(
  response: Response,
  fits: (name: string, data: unknown) => boolean,
): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (reader) {
    const { value, done } = await reader.read()
    if (done) throw new Error(`the stream ended after ${text}`)
    text += value
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)/.exec(event) ?? []
      if (fits(name, data.startsWith('{') ? JSON.parse(data) : data)) return reader.cancel()
    }
  }
}

describe('the live picture', () => {
  it('shows a sale under its branch, and a branch without a box as never seen', async () => {
    const journal = new TestJournal()
    journal.adopt(centre.now)
    journal.sell({ at: centre.now })
    await send(journal)
    expect(await rows()).toMatchObject({
      asOf: centre.now.toISOString(),
      branches: [
        {
          branchId: 'north',
          boxId: north.boxId,
          connection: 'online',
          since: centre.now.toISOString(),
          revenueToday: 90,
          receiptsToday: 1,
          lastSaleAt: centre.now.toISOString(),
          completeUntil: centre.now.toISOString(),
          softwareVersion: '0.1.0',
          tse: null,
          quarantined: 0,
        },
        { branchId: 'south', boxId: null, connection: 'never', completeUntil: null },
      ],
    })
  })

  it('knows since when a box is silent, also after a restart', async () => {
    const since = centre.now.toISOString()
    centre.wait(130_000)
    expect((await rows()).branches[0]).toMatchObject({ connection: 'offline', since })
    await centre.restart()
    expect((await rows()).branches[0]).toMatchObject({ connection: 'offline', since, lastContact: since })
  })

  it('says for how many branches the revenue of a day is complete', async () => {
    const journal = new TestJournal()
    journal.sell({ at: centre.now, unsigned: true })
    await send(journal)
    figures(0)
    const revenue = (date: string) => get(`/api/revenue?date=${date}`)
    await expect
      .poll(() => revenue('2026-11-23'))
      .toMatchObject({
        hours: [{ hour: 9, gross: 90, receipts: 1 }],
        completeFor: 1,
        of: 2,
      })
    expect(await revenue('2026-11-22')).toMatchObject({ hours: [], completeFor: 1, of: 2 })
    centre.wait(200_000)
    expect(await revenue('2026-11-23')).toMatchObject({ completeFor: 0 })
    expect(await get('/api/revenue?date=2026-11-23&branch=south')).toMatchObject({ hours: [], of: 1 })
  })

  it('takes live figures from the broker and ignores what is none', async () => {
    centre.centre.brokerEvents.onMessage(north.boxId, 'figures', '{"backlog":"viel"}')
    centre.centre.brokerEvents.onMessage(north.boxId, 'figures', 'kein JSON')
    figures(7)
    await expect
      .poll(async () => (await rows()).branches[0])
      .toMatchObject({ backlog: 7, tse: 'ok', softwareVersion: '0.2.0', catalogueVersion: 15 })
    centre.centre.brokerEvents.onMessage(north.boxId, 'presence', '{"state":"offline","time":null}')
    await expect.poll(async () => (await rows()).branches[0]).toMatchObject({ connection: 'offline' })
  })
})

describe('a box with a wrong clock', () => {
  it.each(['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])(
    'of %s breaks no picture',
    async (time) => {
      const journal = new TestJournal()
      journal.add('tse.outageEnded', {}, new Date(time))
      await send(journal)
      const message = { time, backlog: 0, tse: 'ok', softwareVersion: '0.2.0', catalogueVersion: 1 }
      centre.centre.brokerEvents.onMessage(north.boxId, 'figures', JSON.stringify(message))
      await expect.poll(async () => (await rows()).branches[0]).toMatchObject({ tse: 'ok' })
      const { completeUntil } = (await rows()).branches[0] ?? {}
      expect(completeUntil).toBe(time < '2000' ? null : centre.now.toISOString())
      expect(await get('/api/revenue?date=2026-11-23')).toMatchObject({ of: 2 })
    },
  )
})

describe('the event stream', () => {
  const open = () => centre.request('GET', '/api/events', { cookie: admin })

  it('brings a sale, its day and a changed price as they happen', async () => {
    const journal = new TestJournal()
    journal.sell({ at: centre.now, unsigned: true })
    const seen = new Set<string>()
    const stream = await open()
    const all = eventsUntil(stream, (name, data) => {
      if (name === 'live')
        expect(data).toMatchObject({ branchId: 'north', receiptsToday: 1, revenueToday: 90 })
      if (name === 'revenue') expect(data).toEqual({ date: '2026-11-23' })
      if (name === 'prices')
        expect(data).toEqual({ listId: 'town', articleId: 'roll', takeaway: 49, dineIn: null })
      return seen.add(name).size === 4
    })
    await send(journal)
    await centre.as(admin)('PUT', '/api/prices/town/roll', { takeaway: 49, dineIn: null })
    await all
    expect([...seen].toSorted()).toEqual(['live', 'ping', 'prices', 'revenue'])
  })

  it('says when a box fell silent', async () => {
    await centre.centre.tick()
    const stream = await open()
    const offline = eventsUntil(stream, (name, data) => {
      return name === 'live' && (data as { connection: string }).connection === 'offline'
    })
    centre.wait(130_000)
    await centre.centre.tick()
    await offline
  })

  it('ends when the centre closes', async () => {
    const stream = await open()
    const ended = expect(eventsUntil(stream, () => false)).rejects.toThrow('the stream ended')
    await centre.centre.close()
    await ended
    await centre.open()
  })
})
