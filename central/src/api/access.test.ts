import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestBox, TestCentre } from '../testing/centre.fixture.ts'
import { ACCESS, type Who } from './access.ts'

let centre: TestCentre
let box: TestBox
const cookies: Record<string, string> = {}

beforeAll(async () => {
  centre = await TestCentre.start()
  const admin = await centre.admin()
  await centre.seed(admin)
  box = await centre.box(admin, 'north')
  cookies.chainAdmin = admin
  cookies.admin = await centre.user(admin, 'nord-chef', 'admin', ['north'])
  cookies.viewer = await centre.user(admin, 'nord-blick', 'viewer', ['north'])
})
afterAll(() => centre.stop())

const routes = Object.entries(ACCESS).map(([route, who]) => {
  const [method = '', path = ''] = route.split(' ')
  return { route, method, path: path.replace(/:\w+/g, 'nobody'), who }
})
const bodyOf = (method: string) => (['POST', 'PUT'].includes(method) ? {} : undefined)
/** Whatever a route does with nonsense: it was let in. */
const LET_IN = [200, 400, 404]
const RANKS: Who[] = ['viewer', 'admin', 'chainAdmin']

describe('every route', () => {
  it('stands in the table, and nothing stands there that is none', () => {
    const existing = centre.centre.app.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
      .map(({ method, path }) => `${method} ${path}`)
    expect([...new Set(existing)].toSorted()).toEqual(Object.keys(ACCESS).toSorted())
  })

  it.each(routes.filter(({ who }) => who !== 'anyone'))(
    '$route is closed to nobody',
    async ({ method, path }) => {
      const answer = await centre.nobody(method, path, bodyOf(method))
      expect(answer).toMatchObject({ status: 401, body: { error: { kind: 'unauthorized' } } })
    },
  )

  it.each(routes.filter(({ who }) => RANKS.includes(who)))(
    '$route is closed to a box',
    async ({ method, path }) => {
      expect(await box.call(method, path, bodyOf(method))).toMatchObject({ status: 401 })
    },
  )

  it.each(routes.filter(({ who }) => who === 'box'))(
    '$route is closed to users',
    async ({ method, path }) => {
      const headers = { 'brotkasten-protocol': '1', cookie: cookies.chainAdmin ?? '' }
      expect(await centre.call(method, path, headers, bodyOf(method))).toMatchObject({ status: 401 })
    },
  )

  const ranked = routes.flatMap((route) =>
    RANKS.filter(() => RANKS.includes(route.who)).map((rank) => ({ ...route, rank })),
  )
  it.each(ranked.filter(({ path }) => path !== '/api/events' && path !== '/api/logout'))(
    '$route asks for $who and $rank comes',
    async ({ method, path, who, rank }) => {
      const answer = await centre.as(cookies[rank] ?? '')(method, path, bodyOf(method))
      if (RANKS.indexOf(rank) < RANKS.indexOf(who))
        expect(answer).toMatchObject({ status: 403, body: { error: { kind: 'forbidden' } } })
      // Who may call it is refused for other reasons at most; a limited account also because the branch is not its own.
      else expect(rank === 'chainAdmin' ? LET_IN : [...LET_IN, 403]).toContain(answer.status)
    },
  )
})

describe('an account for one branch', () => {
  const other = [
    'GET /api/branches/south/figures?from=2026-01-01&to=2026-01-02',
    'GET /api/branches/south/receipts',
    'GET /api/branches/south/quarantine',
    'GET /api/revenue?date=2026-11-23&branch=south',
  ]
  it.each(other)('is refused %s', async (route) => {
    const [method = '', path = ''] = route.split(' ')
    expect(await centre.as(cookies.viewer ?? '')(method, path)).toMatchObject({ status: 403 })
    expect(await centre.as(cookies.viewer ?? '')(method, path.replace('south', 'north'))).toMatchObject({
      status: 200,
    })
  })

  it('sees only that branch in lists', async () => {
    const call = centre.as(cookies.viewer ?? '')
    expect(await call('GET', '/api/live')).toMatchObject({ body: { branches: [{ branchId: 'north' }] } })
    expect((await call('GET', '/api/branches')).body).toMatchObject({ branches: [{ id: 'north' }] })
    expect((await call('GET', '/api/revenue?date=2026-11-23')).body).toMatchObject({ of: 1 })
  })

  it('makes no codes for another and revokes no box of another', async () => {
    const south = await centre.box(cookies.chainAdmin ?? '', 'south')
    const call = centre.as(cookies.admin ?? '')
    expect(await call('POST', '/api/enrolment-codes', { branchId: 'south' })).toMatchObject({ status: 403 })
    expect(await call('DELETE', `/api/boxes/${south.boxId}`)).toMatchObject({ status: 403 })
    expect(await south.call('GET', '/v1/feed?epoch=&version=0')).toMatchObject({ status: 200 })
    expect(await call('POST', '/api/enrolment-codes', { branchId: 'north' })).toMatchObject({ status: 201 })
  })
})

describe('a box', () => {
  it('cannot use its secret under the id of another', async () => {
    const south = await centre.box(cookies.chainAdmin ?? '', 'south')
    const headers = { 'brotkasten-protocol': '1', authorization: `Bearer ${south.boxId}.${box.secret}` }
    expect(await centre.call('GET', '/v1/feed?epoch=&version=0', headers)).toMatchObject({ status: 401 })
  })

  it('has marks of its own journals only', async () => {
    const south = await centre.box(cookies.chainAdmin ?? '', 'south')
    const epoch = '0199d3c4-0000-7000-8000-000000000001'
    expect(await south.call('GET', `/v1/journal/mark?epoch=${epoch}`)).toMatchObject({ body: { mark: 0 } })
  })
})
