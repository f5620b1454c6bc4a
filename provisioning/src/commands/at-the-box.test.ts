import { describe, expect, test } from 'vitest'
import { brotkasten } from '../../test/command-line.ts'
import { httpServer, refusal } from '../../test/http-server.ts'

const code = { code: 'ABCD-2345', expiresAt: '2026-11-22T05:30:00.000Z' }
const device = { id: 'bake-monitor', secret: 's3cret', reads: ['brotkasten/v1/events/#'], writes: ['own/#'] }
const status = {
  ok: true,
  box: { softwareVersion: '0.1.0', branchName: 'Bahnhof', time: '2026-11-22T05:30:00.000Z' },
  centre: { state: 'online', since: null, backlog: 0 },
  tse: { state: 'ok', since: null, reason: null, emulated: false },
}
const offline = { ...status, centre: { state: 'offline', since: '2026-11-22T05:30:00.000Z', backlog: 7 } }
const outage = { ...status, tse: { ...status.tse, state: 'outage', reason: 'unplugged' } }
const bare = { ...status, ok: false, box: { ...status.box, branchName: '' } }

describe('terminal code', () => {
  test('prints the code and the address that pairs', async () => {
    const box = await httpServer({ 'POST /api/pairing-codes': { body: code } })
    const seen = await brotkasten('terminal', 'code', '--box', box.url)
    expect(seen.code).toBe(0)
    expect(seen.out).toContain(`${box.url}?pair=ABCD-2345`)
    expect(box.asked).toMatchObject([{ body: { registerId: null } }])
  })

  test('asks for the register that moves', async () => {
    const box = await httpServer({ 'POST /api/pairing-codes': { body: code } })
    const seen = await brotkasten('terminal', 'code', '--box', box.url, '--register', 'r1', '--json')
    expect(JSON.parse(seen.out)).toEqual({ ...code, url: `${box.url}?pair=ABCD-2345` })
    expect(box.asked).toMatchObject([{ body: { registerId: 'r1' } }])
  })

  test('passes on why the box refuses', async () => {
    const box = await httpServer({
      'POST /api/pairing-codes': refusal(403, 'forbidden', 'Das geht nur an der Box selbst.'),
    })
    const seen = await brotkasten('terminal', 'code', '--box', box.url)
    expect(seen).toEqual({ out: '', err: 'Die Box lehnt ab: Das geht nur an der Box selbst.\n', code: 1 })
  })
})

describe('device add', () => {
  test('prints user, password and topics', async () => {
    const box = await httpServer({ 'POST /api/devices': { body: device } })
    const seen = await brotkasten('device', 'add', 'bake-monitor', '--box', box.url)
    expect(seen.code).toBe(0)
    for (const word of ['bake-monitor', 's3cret', 'brotkasten/v1/events/#', 'own/#'])
      expect(seen.out).toContain(word)
  })

  test('explains a name that is not allowed', async () => {
    const box = await httpServer({ 'POST /api/devices': refusal(400, 'invalid') })
    const seen = await brotkasten('device', 'add', 'Bake Monitor', '--box', box.url, '--json')
    expect(seen.code).toBe(1)
    expect(JSON.parse(seen.out)).toMatchObject({ error: { kind: 'invalid' } })
  })
})

describe('status', () => {
  test.each([
    ['all is well', 200, status, 0, 'verbunden'],
    ['the centre is away', 200, offline, 1, '7 Buchungen warten'],
    ['the TSE is out', 200, outage, 1, 'Ausfall: unplugged'],
    ['the box has no articles yet', 503, bare, 1, 'nicht bereit'],
  ])('says that %s', async (_, http, body, exit, words) => {
    const box = await httpServer({ 'GET /health/ready': { status: http, body } })
    const seen = await brotkasten('status', '--box', box.url)
    expect({ code: seen.code, err: seen.err }).toEqual({ code: exit, err: '' })
    expect(seen.out).toContain(words)
  })

  test('is the answer of the box as JSON', async () => {
    const box = await httpServer({ 'GET /health/ready': { body: offline } })
    const seen = await brotkasten('--json', 'status', '--box', box.url.replace('http://', ''))
    expect({ json: JSON.parse(seen.out), code: seen.code }).toEqual({ json: offline, code: 1 })
  })
})
