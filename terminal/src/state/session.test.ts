import { beforeEach, expect, it } from 'vitest'
import { loadSession, type Session, saveSession } from './session.ts'

const held = new Map<string, string>()
const store = {
  getItem: (key: string) => held.get(key) ?? null,
  setItem: (key: string, text: string) => void held.set(key, text),
  removeItem: (key: string) => void held.delete(key),
}
const session: Session = {
  token: 'secret',
  staff: { id: 's1', number: '12', name: 'Anna', role: 'cashier' },
  expiresAt: '2026-11-22T12:00:00.000Z',
}
const before = Date.parse('2026-11-22T11:59:00.000Z')

beforeEach(() => held.clear())

it('survives a reload until it runs out', () => {
  saveSession(store, session)
  expect(loadSession(store, before)).toEqual(session)
  expect(loadSession(store, before + 60_000)).toBeNull()
})

it('is gone after logging out, and no rubbish is taken for one', () => {
  saveSession(store, session)
  saveSession(store, null)
  expect(loadSession(store, before)).toBeNull()
  held.set('brotkasten.session', '{')
  expect(loadSession(store, before)).toBeNull()
})
