import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SETUP_TOKEN, TestCentre } from '../testing/centre.fixture.ts'

let centre: TestCentre
beforeEach(async () => {
  centre = await TestCentre.start()
})
afterEach(() => centre.stop())

const ADMIN = { name: 'chefin', password: 'brot-und-butter' }
const setup = (token: string, body: unknown = ADMIN) =>
  centre.call('POST', '/api/setup', { 'setup-token': token }, body)
const login = (password: string, name = 'chefin') => centre.call('POST', '/api/login', {}, { name, password })

describe('setting up', () => {
  it('makes the first administrator once, with the token only', async () => {
    expect(await setup('falsch')).toMatchObject({ status: 403, body: { error: { kind: 'setupToken' } } })
    const both = await Promise.all([setup(SETUP_TOKEN), setup(SETUP_TOKEN, { ...ADMIN, name: 'andere' })])
    expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409])
    expect(await setup(SETUP_TOKEN)).toMatchObject({ status: 409, body: { error: { kind: 'alreadySetUp' } } })
  })

  it('is closed for a while after ten wrong tokens', async () => {
    for (let i = 0; i < 10; i += 1) await setup('falsch')
    expect(await setup(SETUP_TOKEN)).toMatchObject({ status: 429, body: { error: { kind: 'tooManyTries' } } })
    centre.wait(60_001)
    expect(await setup(SETUP_TOKEN)).toMatchObject({ status: 201 })
  })
})

describe('a session', () => {
  it('is a cookie no script and no other site can use', async () => {
    await setup(SETUP_TOKEN)
    const cookie = (await login(ADMIN.password)).headers.get('set-cookie')
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    expect(cookie).not.toMatch(/Secure/)
    const behindTls = await centre.call('POST', '/api/login', { 'x-forwarded-proto': 'https' }, ADMIN)
    expect(behindTls.headers.get('set-cookie')).toMatch(/Secure/)
  })

  it('ends by logging out and after twelve hours, and survives a restart', async () => {
    const cookie = await centre.admin()
    const call = centre.as(cookie)
    await centre.restart()
    expect(await call('GET', '/api/me')).toMatchObject({
      status: 200,
      body: { user: { name: 'chefin', role: 'admin' } },
    })
    centre.wait(12 * 3_600_000 + 1)
    expect(await call('GET', '/api/me')).toMatchObject({ status: 401 })
    const again = centre.as((await login(ADMIN.password)).headers.get('set-cookie')?.split(';')[0] ?? '')
    await again('POST', '/api/logout', {})
    expect(await again('GET', '/api/me')).toMatchObject({ status: 401 })
  })

  it('is stored as a hash only, like passwords', async () => {
    const cookie = await centre.admin()
    const rows = await centre.centre.databases.hq.query(
      'SELECT hash, password_hash FROM session JOIN user ON user.id = user_id',
    )
    expect(JSON.stringify(rows)).not.toContain(cookie.split('=')[1])
    expect(JSON.stringify(rows)).not.toContain(ADMIN.password)
  })
})

describe('wrong passwords', () => {
  it('close the account for a growing while, the right one included', async () => {
    await setup(SETUP_TOKEN)
    for (let i = 0; i < 4; i += 1) expect(await login('falsch')).toMatchObject({ status: 401 })
    expect(await login('falsch')).toMatchObject({
      status: 429,
      body: { error: { kind: 'locked', details: { retryAfterSeconds: 15 } } },
    })
    expect(await login(ADMIN.password)).toMatchObject({ status: 429 })
    centre.wait(15_001)
    expect(await login('falsch')).toMatchObject({ body: { error: { details: { retryAfterSeconds: 30 } } } })
    centre.wait(30_001)
    expect(await login(ADMIN.password)).toMatchObject({ status: 200 })
    expect(await login('falsch')).toMatchObject({ status: 401 })
  })

  it('sent all at once get no more tries than one after the other', async () => {
    await setup(SETUP_TOKEN)
    const answers = await Promise.all(Array.from({ length: 20 }, () => login('falsch')))
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(4)
  })

  it('say nothing about which names there are', async () => {
    await setup(SETUP_TOKEN)
    expect((await login('falsch', 'niemand')).body).toEqual((await login('falsch')).body)
  })
})

describe('accounts', () => {
  it('are made and removed by a chain administrator, never the last one', async () => {
    const call = centre.as(await centre.admin())
    const user = { name: 'Blick', password: 'nur-gucken', role: 'viewer', branches: null }
    expect(await call('POST', '/api/users', user)).toMatchObject({ status: 201 })
    expect(await call('POST', '/api/users', { ...user, name: 'BLICK' })).toMatchObject({ status: 409 })
    const { body } = await call('GET', '/api/users')
    const { users } = body as { users: { id: string; name: string }[] }
    expect(users.map(({ name }) => name)).toEqual(['Blick', 'chefin'])
    const remove = (index: number) => call('DELETE', `/api/users/${users[index]?.id}`)
    expect(await remove(1)).toMatchObject({ status: 404 })
    expect(await remove(0)).toMatchObject({ status: 200 })
  })
})
