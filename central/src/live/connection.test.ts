import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BoxState, CONTACT_MS, connectionOf, heard, presence, UNSEEN } from './connection.ts'

const at = (ms: number) => new Date(Date.parse('2026-11-23T08:00:00.000Z') + ms)
const online = (box: BoxState, ms: number) => presence(box, { state: 'online', time: null }, at(ms))
const offline = (box: BoxState, ms: number) => presence(box, { state: 'offline', time: null }, at(ms))

describe('the connection of a box', () => {
  it('is never until the first sign of life, whatever the broker remembers', () => {
    expect(connectionOf(offline(UNSEEN, 0), at(0))).toEqual({ state: 'never', since: null })
  })

  it('is online since the first of an unbroken line of contacts', () => {
    const box = heard(heard(heard(UNSEEN, at(0)), at(60_000)), at(150_000))
    expect(connectionOf(box, at(200_000))).toEqual({ state: 'online', since: at(0).toISOString() })
  })

  it('is offline two minutes after the last contact, since that contact', () => {
    const box = heard(UNSEEN, at(0))
    expect(connectionOf(box, at(CONTACT_MS - 1)).state).toBe('online')
    expect(connectionOf(box, at(CONTACT_MS))).toEqual({ state: 'offline', since: at(0).toISOString() })
  })

  it('is offline at once when the broker says so, and online with the next request', () => {
    const gone = offline(heard(UNSEEN, at(0)), 5_000)
    expect(connectionOf(gone, at(5_000))).toEqual({ state: 'offline', since: at(5_000).toISOString() })
    const back = heard(gone, at(9_000))
    expect(connectionOf(back, at(9_000))).toEqual({ state: 'online', since: at(9_000).toISOString() })
    expect(connectionOf(online(gone, 9_000), at(9_000)).state).toBe('online')
  })

  it('follows whoever spoke last', () => {
    const acts = fc.array(
      fc.record({ wait: fc.nat(200_000), what: fc.constantFrom('heard', 'online', 'offline') }),
    )
    fc.assert(
      fc.property(acts, fc.nat(200_000), (steps, rest) => {
        let box: BoxState = UNSEEN
        let now = 0
        let last: { readonly what: string; readonly at: number } | null = null
        for (const { wait, what } of steps) {
          now += wait
          box =
            what === 'heard' ? heard(box, at(now)) : what === 'online' ? online(box, now) : offline(box, now)
          if (what !== 'offline' || last !== null) last = { what, at: now }
        }
        const { state } = connectionOf(box, at(now + rest))
        if (last === null) expect(state).toBe('never')
        else if (last.what === 'offline') expect(state).toBe('offline')
        else expect(state).toBe(rest < CONTACT_MS ? 'online' : 'offline')
      }),
    )
  })
})
