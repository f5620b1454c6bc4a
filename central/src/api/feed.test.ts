import { gunzipSync } from 'node:zlib'
import { changesSchema, feedAnswer } from '@brotkasten/domain/wire/down'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newEpoch } from '../maintenance.ts'
import { sha256Hex } from '../secret.ts'
import { type TestBox, TestCentre } from '../testing/centre.fixture.ts'
import { masterDataOf } from '../testing/master-data.fixture.ts'

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

async function poll(box: TestBox, cursor = { epoch: '', version: 0 }) {
  const answer = await box.call('GET', `/v1/feed?epoch=${cursor.epoch}&version=${cursor.version}`)
  const feed = v.parse(feedAnswer, answer.body)
  expect(sha256Hex(feed.changes)).toBe(feed.hash)
  const changes = v.parse(changesSchema, JSON.parse(feed.changes))
  return {
    ...feed,
    ids: changes.map(({ entity, id, data }) => `${data === null ? '-' : ''}${entity} ${id}`).toSorted(),
  }
}
const put = (path: string, body: unknown) => centre.as(admin)('PUT', path, body)

describe('the feed of a branch', () => {
  it('begins with a snapshot of what the branch may know', async () => {
    const feed = await poll(north)
    expect(feed).toMatchObject({ snapshot: true, version: 15 })
    expect(feed.ids).toEqual([
      'article coffee',
      'article roll',
      'branch north',
      'keyPage k1',
      'price town/coffee',
      'price town/roll',
      'productGroup g1',
      'staff p1',
      'staff p3',
      'taxRow food/takeaway/1970-01-01',
    ])
  })

  it('goes on with what has changed for it, and nothing of other lists', async () => {
    const cursor = await poll(north)
    expect(await put('/api/prices/town/roll', { takeaway: 49, dineIn: 52 })).toMatchObject({
      body: { version: 16, branches: 1 },
    })
    await put('/api/prices/station/roll', { takeaway: 60, dineIn: null })
    const next = await poll(north, cursor)
    expect(next).toMatchObject({ snapshot: false, version: 17, ids: ['price town/roll'] })
    expect(await poll(north, next)).toMatchObject({ snapshot: false, version: 17, ids: [] })
  })

  it('makes a box forget staff that left the branch', async () => {
    const cursor = await poll(north)
    const staff = masterDataOf().staff.map((person) =>
      person.id === 'p3' ? { ...person, branchIds: ['south'] } : person,
    )
    expect(await centre.as(admin)('POST', '/api/import', { staff })).toMatchObject({
      body: { changes: 1, branches: 2 },
    })
    expect(await poll(north, cursor)).toMatchObject({ snapshot: false, ids: ['-staff p3'] })
  })

  it('begins anew when the branch moves to another price list', async () => {
    const cursor = await poll(north)
    const branches = masterDataOf().branches.map((branch) => ({ ...branch, priceListId: 'station' }))
    await centre.as(admin)('POST', '/api/import', { branches })
    const feed = await poll(north, cursor)
    expect(feed.snapshot).toBe(true)
    expect(feed.ids.filter((id) => id.startsWith('price'))).toEqual(['price station/roll'])
  })

  it('begins anew after the centre was restored', async () => {
    const cursor = await poll(north)
    await centre.centre.close()
    await newEpoch({ dataDir: centre.folder, server: null })
    await centre.open()
    const feed = await poll(north, cursor)
    expect(feed).toMatchObject({ snapshot: true, version: cursor.version })
    expect(feed.epoch).not.toBe(cursor.epoch)
  })

  it('comes packed where that is worth it', async () => {
    const headers = {
      'brotkasten-protocol': '1',
      authorization: `Bearer ${north.boxId}.${north.secret}`,
      'accept-encoding': 'gzip',
    }
    const response = await centre.request('GET', '/v1/feed?epoch=&version=0', headers)
    expect(response.headers.get('content-encoding')).toBe('gzip')
    const text = gunzipSync(new Uint8Array(await response.arrayBuffer())).toString()
    expect(v.parse(feedAnswer, JSON.parse(text)).snapshot).toBe(true)
  })
})

describe('an import', () => {
  it('makes no version of what is unchanged', async () => {
    expect(await centre.as(admin)('POST', '/api/import', masterDataOf())).toMatchObject({
      body: { changes: 0, version: 15 },
    })
  })

  it.each([
    ['prices.0.listId', { prices: [{ listId: 'nope', articleId: 'roll', takeaway: 1, dineIn: null }] }],
    ['prices.0.articleId', { prices: [{ listId: 'town', articleId: 'nope', takeaway: 1, dineIn: null }] }],
    ['articles.0.groupId', { articles: [{ ...masterDataOf().articles[0], groupId: 'nope' }] }],
    ['branches.0.priceListId', { branches: [{ ...masterDataOf().branches[0], priceListId: 'nope' }] }],
    ['staff.0.branchIds', { staff: [{ ...masterDataOf().staff[0], branchIds: ['nope'] }] }],
    ['keyPages.0.keys', { keyPages: [{ ...masterDataOf().keyPages[0], keys: ['nope'] }] }],
  ])('with an unknown reference in %s changes nothing', async (field, body) => {
    const answer = await centre.as(admin)('POST', '/api/import', body)
    expect(answer).toMatchObject({
      status: 422,
      body: { error: { kind: 'unknownReference', field, details: { missing: 'nope' } } },
    })
    expect(await centre.centre.masterData.version()).toBe(15)
  })

  it.each([
    ['articles.0.plu', { articles: [{ ...masterDataOf().articles[0], plu: 'x' }] }],
    ['prices.0.takeaway', { prices: [{ listId: 'town', articleId: 'roll', takeaway: 1.5, dineIn: null }] }],
    ['branches.0.zone', { branches: [{ ...masterDataOf().branches[0], zone: 'Mars/Base' }] }],
    ['artikel', { artikel: [] }],
  ])('with a bad %s is refused by its name', async (field, body) => {
    const answer = await centre.as(admin)('POST', '/api/import', body)
    expect(answer).toMatchObject({ status: 400, body: { error: { kind: 'invalid', field } } })
  })

  it('leaves who, when, old and new in the audit log, but no personal data', async () => {
    await put('/api/prices/town/roll', { takeaway: 49, dineIn: null })
    const { body } = await centre.as(admin)('GET', '/api/audit')
    const { entries } = body as { entries: Record<string, unknown>[] }
    expect(entries[0]).toMatchObject({
      entity: 'price',
      id: 'town/roll',
      version: 16,
      at: centre.now.toISOString(),
    })
    expect(JSON.parse(String(entries[0]?.old))).toMatchObject({ takeaway: 45 })
    expect(JSON.parse(String(entries[0]?.new))).toMatchObject({ takeaway: 49 })
    expect(JSON.stringify(entries)).not.toMatch(/Person|scrypt/)
  })
})

describe('articles', () => {
  it('come with the prices of one list, the first where none is named', async () => {
    const call = centre.as(admin)
    const { body } = await call('GET', '/api/articles?list=town')
    expect(body).toMatchObject({
      lists: [{ id: 'station' }, { id: 'town' }],
      groups: [{ id: 'g1' }],
      articles: [
        { id: 'coffee', takeaway: 230, dineIn: 250 },
        { id: 'roll', takeaway: 45, dineIn: null },
      ],
    })
    expect(await call('GET', '/api/articles')).toMatchObject({
      body: { list: 'station', articles: [{ id: 'roll', takeaway: 55 }] },
    })
    expect(await call('GET', '/api/articles?list=nope')).toMatchObject({ status: 404 })
  })

  it('are changed one by one, under their own address only', async () => {
    const roll = { ...masterDataOf().articles[0], name: 'Rundstück' }
    expect(await put('/api/articles/roll', roll)).toMatchObject({
      status: 200,
      body: { version: 16, branches: 2 },
    })
    expect(await put('/api/articles/coffee', roll)).toMatchObject({
      status: 400,
      body: { error: { field: 'id' } },
    })
    expect(await put('/api/prices/town/nope', { takeaway: 1, dineIn: null })).toMatchObject({ status: 404 })
    expect(await put('/api/prices/nope/roll', { takeaway: 1, dineIn: null })).toMatchObject({ status: 404 })
  })
})
