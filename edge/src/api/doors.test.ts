import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pinMatches } from '../staff/pin.ts'
import { PIN_1234 } from '../testing/bakery.ts'
import { openTestBox, type TestBox } from '../testing/test-box.ts'

let t: TestBox
let now = new Date('2026-11-22T08:00:00.000Z')
beforeAll(async () => {
  t = await openTestBox({ clock: () => now })
})
afterAll(() => t.close())
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
const logIn = (pin: string, staffId = 'anna') => t.request('POST', '/api/sessions', { staffId, pin })

test('the PIN of the test bakery is 1234 and no other', async () => {
  expect(await pinMatches('1234', PIN_1234)).toBe(true)
  expect(await pinMatches('1235', PIN_1234)).toBe(false)
})

describe('log-in', () => {
  test('names the person and the role', async () => {
    expect(await (await logIn('1234')).json()).toMatchObject({
      staff: { id: 'anna', number: '7', role: 'cashier' },
    })
  })

  test('locks after five wrong PINs, longer each time, and opens again with the right one', async () => {
    for (const triesLeft of [4, 3, 2, 1]) {
      expect(await (await logIn('9999')).json()).toMatchObject({
        error: { kind: 'wrongPin', details: { triesLeft } },
      })
    }
    expect((await logIn('9999')).status).toBe(429)
    expect(await (await logIn('1234')).json()).toMatchObject({ error: { kind: 'locked' } })
    later(30_000)
    expect(await (await logIn('9999')).json()).toMatchObject({
      error: { kind: 'locked', details: { retryAfterSeconds: 60 } },
    })
    later(60_000)
    expect((await logIn('1234')).status).toBe(200)
  })

  test('says nothing about who works here', async () => {
    expect(await (await logIn('1234', 'nobody')).json()).toMatchObject({ error: { kind: 'wrongPin' } })
  })

  test('ends after a working day', async () => {
    const { token } = (await (await logIn('1234')).json()) as { token: string }
    expect(t.box.deps.logIn.whoIs(token, now)?.id).toBe('anna')
    expect(t.box.deps.logIn.whoIs(token, new Date(now.getTime() + 15 * 3_600_000))).toBeNull()
  })

  test('survives a restart of the box but not a changed token', async () => {
    const { token } = (await (await logIn('1234')).json()) as { token: string }
    expect(
      t.box.deps.logIn.whoIs(
        token.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')),
        now,
      ),
    ).toBeNull()
  })
})

describe('pairing', () => {
  const pair = (code: string) =>
    t.app.request('/api/terminals/pair', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'brotkasten-protocol': '1' },
      body: JSON.stringify({ code }),
    })

  test('turns a code into a register of its own, once', async () => {
    const { code } = await t.box.deps.pairing.issue(null, now)
    const response = await pair(code.toLowerCase())
    expect(await response.json()).toMatchObject({
      registerName: 'Kasse 2',
      serial: expect.stringMatching(/^BK-[0-9A-F]{8}-2$/),
    })
    expect(response.headers.get('set-cookie')).toMatch(/brotkasten_terminal=.*HttpOnly.*SameSite=Strict/)
    expect(await (await pair(code)).json()).toMatchObject({ error: { kind: 'codeUnknown', field: 'code' } })
  })

  test('moves a register to a new terminal, and the old one is out', async () => {
    const { code } = await t.box.deps.pairing.issue(null, now)
    const old = (await (await pair(code)).json()) as { registerId: string; token: string }
    const again = await t.box.deps.pairing.issue(old.registerId, now)
    const moved = (await (await pair(again.code)).json()) as { registerId: string; token: string }
    expect(moved.registerId).toBe(old.registerId)
    expect(t.box.deps.pairing.registerOf(old.token)).toBeNull()
    expect(t.box.deps.pairing.registerOf(moved.token)?.id).toBe(old.registerId)
  })

  test('refuses an expired code', async () => {
    const { code } = await t.box.deps.pairing.issue(null, now)
    later(16 * 60_000)
    expect(await (await pair(code)).json()).toMatchObject({ error: { kind: 'codeExpired' } })
  })

  test('cannot be guessed', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 12; i += 1) statuses.push((await pair(`GUESS${i}`)).status)
    expect(statuses.at(-1)).toBe(429)
    later(60_000)
    expect((await pair('GUESS')).status).toBe(403)
  })
})
