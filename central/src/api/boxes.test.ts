import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plainCode } from '../boxes/code.ts'
import { TestCentre } from '../testing/centre.fixture.ts'

let centre: TestCentre
let admin: string
beforeEach(async () => {
  centre = await TestCentre.start()
  admin = await centre.admin()
  await centre.seed(admin)
})
afterEach(() => centre.stop())

const issue = async () => {
  const answer = await centre.as(admin)('POST', '/api/enrolment-codes', { branchId: 'north' })
  return answer.body as { code: string; expiresAt: string }
}
const enrol = (code: string) => centre.nobody('POST', '/v1/enrol', { code, softwareVersion: '0.1.0' })

describe('an enrolment code', () => {
  it('makes one box of its branch', async () => {
    const { code, expiresAt } = await issue()
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
    expect(Date.parse(expiresAt) - centre.now.getTime()).toBe(15 * 60_000)
    const answer = await enrol(code.toLowerCase().replace('-', ' '))
    expect(answer).toMatchObject({
      status: 200,
      body: { branchId: 'north', branchName: 'Filiale north', mqttUrl: null },
    })
  })

  it('works once, also when two come at the same moment', async () => {
    const { code } = await issue()
    const both = await Promise.all([enrol(code), enrol(code)])
    expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 410])
    expect(await enrol(code)).toMatchObject({
      status: 410,
      body: { error: { kind: 'codeUsed', field: 'code' } },
    })
  })

  it('is over after fifteen minutes, and one that never was is unknown', async () => {
    const { code } = await issue()
    centre.wait(15 * 60_000)
    expect(await enrol(code)).toMatchObject({ status: 410, body: { error: { kind: 'codeExpired' } } })
    expect(await enrol('AAAA-AAAA')).toMatchObject({ status: 403, body: { error: { kind: 'codeUnknown' } } })
  })

  it('cannot be guessed: ten wrong tries a minute from one address', async () => {
    const { code } = await issue()
    for (let i = 0; i < 10; i += 1) expect(await enrol('AAAA-AAAA')).toMatchObject({ status: 403 })
    const answer = await enrol(code)
    expect(answer).toMatchObject({
      status: 429,
      body: { error: { kind: 'tooManyTries', details: { retryAfterSeconds: 60 } } },
    })
    expect(answer.headers.get('retry-after')).toBe('60')
    centre.wait(60_001)
    expect(await enrol(code)).toMatchObject({ status: 200 })
  })

  it('is stored as a hash only, and is for a branch there is', async () => {
    const { code } = await issue()
    const rows = await centre.centre.databases.hq.query('SELECT * FROM enrolment_code')
    expect(JSON.stringify(rows)).not.toContain(plainCode(code))
    expect(await centre.as(admin)('POST', '/api/enrolment-codes', { branchId: 'nope' })).toMatchObject({
      status: 404,
    })
  })
})

describe('a revoked box', () => {
  it('is let in nowhere any more', async () => {
    const box = await centre.box(admin, 'north')
    expect(await box.call('GET', '/v1/feed?epoch=&version=0')).toMatchObject({ status: 200 })
    expect(await centre.as(admin)('DELETE', `/api/boxes/${box.boxId}`)).toMatchObject({ status: 200 })
    expect(await box.call('GET', '/v1/feed?epoch=&version=0')).toMatchObject({ status: 401 })
    expect(await centre.centre.brokerEvents.authenticate(box.boxId, box.secret)).toBe(false)
    expect(await centre.as(admin)('GET', '/api/boxes')).toMatchObject({
      body: { boxes: [{ boxId: box.boxId, revokedAt: centre.now.toISOString() }] },
    })
    expect(await centre.as(admin)('GET', '/api/live')).toMatchObject({
      body: { branches: [{ boxId: null, connection: 'never' }, {}] },
    })
  })
})
