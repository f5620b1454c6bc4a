import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestBox, TestCentre } from '../testing/centre.fixture.ts'
import { TestJournal } from '../testing/journal.fixture.ts'
import { ACCESS } from './access.ts'

let centre: TestCentre
let admin: string
let box: TestBox
let boxHeaders: Record<string, string>

beforeAll(async () => {
  centre = await TestCentre.start()
  admin = await centre.admin()
  await centre.seed(admin)
  box = await centre.box(admin, 'north')
  boxHeaders = { 'brotkasten-protocol': '1', authorization: `Bearer ${box.boxId}.${box.secret}` }
})
afterAll(() => centre.stop())

const writes = Object.keys(ACCESS)
  .map((route) => route.split(' ') as [string, string])
  .filter(([method, path]) => ['POST', 'PUT'].includes(method) && path !== '/api/logout')
  .map(([method, path]) => ({ method, path: path.replace(/:\w+/g, 'roll') }))
const headersFor = (path: string): Record<string, string> =>
  path.startsWith('/v1') ? boxHeaders : { cookie: admin, 'setup-token': 'x' }
const raw = async (method: string, path: string, body: string, headers: Record<string, string>) => {
  const response = await centre.centre.app.request(path, {
    method,
    headers: { ...headersFor(path), ...headers },
    body,
  })
  return { status: response.status, body: (await response.json()) as unknown }
}
const JSON_TYPE = { 'content-type': 'application/json' }

describe('bad input', () => {
  it.each(writes)('$method $path that is no JSON answers 400', async ({ method, path }) => {
    expect(await raw(method, path, '{"a":', JSON_TYPE)).toMatchObject({
      status: 400,
      body: { error: { kind: 'malformed' } },
    })
  })

  it.each(writes)('$method $path of another type answers 415', async ({ method, path }) => {
    const headers = { 'content-type': 'text/plain' }
    expect(await raw(method, path, '{}', headers)).toMatchObject({
      status: 415,
      body: { error: { kind: 'notJson' } },
    })
  })

  it.each(writes)('$method $path that is too large answers 413', async ({ method, path }) => {
    const size = path === '/api/import' ? 33 : path === '/v1/journal' ? 17 : 1
    const body = JSON.stringify({ a: 'x'.repeat(size * 1024 * 1024) })
    expect(await raw(method, path, body, JSON_TYPE)).toMatchObject({
      status: 413,
      body: { error: { kind: 'tooLarge' } },
    })
  })

  it.each(
    writes.flatMap((write) =>
      ['null', '[]', '"x"', '7', '{"name":{},"code":[],"epoch":{}}'].map((body) => ({ ...write, body })),
    ),
  )(
    '$method $path with $body answers 400 with a field and a German sentence',
    async ({ method, path, body }) => {
      const answer = await raw(method, path, body, JSON_TYPE)
      expect(answer.status).toBe(400)
      const { error } = answer.body as { error: { kind: string; field: string; message: string } }
      expect(error).toMatchObject({
        kind: 'invalid',
        field: expect.any(String),
        message: expect.stringMatching(/^Die /),
      })
    },
  )

  it.each([
    '/api/revenue',
    '/api/revenue?date=heute',
    '/v1/journal/mark',
    '/v1/journal/mark?epoch=1',
    '/v1/feed',
    '/v1/feed?epoch=a&version=-1',
    '/api/branches/north/figures?from=2026-01-01',
    '/api/branches/north/receipts?after=x',
    '/api/audit?before=x',
  ])('GET %s answers 400', async (path) => {
    expect(await centre.call('GET', path, headersFor(path))).toMatchObject({
      status: 400,
      body: { error: { kind: 'invalid' } },
    })
  })
})

describe('a batch', () => {
  const send = (body: Uint8Array, encoding: string) =>
    centre.call('POST', '/v1/journal', { ...boxHeaders, 'content-encoding': encoding }, body)

  it('comes packed or plain', async () => {
    const journal = new TestJournal()
    journal.adopt(centre.now)
    const batch = JSON.stringify({ epoch: journal.epoch, entries: journal.entries })
    expect(await send(gzipSync(batch), 'gzip')).toMatchObject({ status: 200, body: { mark: 1 } })
    expect(await send(Buffer.from(batch), 'identity')).toMatchObject({ status: 200, body: { mark: 1 } })
  })

  it('that unpacks to more than 16 MB is refused before it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32))
    expect(await send(bomb, 'gzip')).toMatchObject({ status: 413, body: { error: { kind: 'tooLarge' } } })
  })

  it('that is no gzip, cut off or packed otherwise is refused', async () => {
    expect(await send(Buffer.from('{}'), 'gzip')).toMatchObject({
      status: 400,
      body: { error: { kind: 'notGzip' } },
    })
    expect(await send(gzipSync('{"a":1}').subarray(0, 20), 'gzip')).toMatchObject({ status: 400 })
    expect(await send(Buffer.from('{}'), 'br')).toMatchObject({
      status: 415,
      body: { error: { kind: 'encoding' } },
    })
  })

  it('needs an epoch, and at least one and at most 500 entries', async () => {
    const journal = new TestJournal()
    const [entry] = [journal.adopt(centre.now)]
    const field = async (body: unknown) => (await box.call('POST', '/v1/journal', body)).body
    expect(await field({ entries: [entry] })).toMatchObject({ error: { field: 'epoch' } })
    expect(await field({ epoch: journal.epoch, entries: [] })).toMatchObject({ error: { field: 'entries' } })
    expect(await field({ epoch: journal.epoch, entries: Array(501).fill(entry) })).toMatchObject({
      error: { field: 'entries' },
    })
    expect(await field({ epoch: journal.epoch, entries: [{ ...entry, seq: 0 }] })).toMatchObject({
      error: { field: 'entries.0.seq' },
    })
  })
})

describe('the protocol version', () => {
  it.each([undefined, '2', '0', 'x', '1e0', ''])('%s answers 426', async (version) => {
    const headers: Record<string, string> = { ...boxHeaders }
    if (version === undefined) delete headers['brotkasten-protocol']
    else headers['brotkasten-protocol'] = version
    const answer = await centre.call('GET', '/v1/feed?epoch=&version=0', headers)
    expect(answer).toMatchObject({
      status: 426,
      body: { error: { kind: 'protocol', details: { understood: 1 } } },
    })
  })
})
