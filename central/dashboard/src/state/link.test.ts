import { describe, expect, it } from 'vitest'
import { applyLink, type Link, NEW_LINK, SILENCE_MS } from './link.ts'

const open = applyLink(NEW_LINK, { type: 'heard', now: 1_000 })

describe('the line to the centre', () => {
  it('is open once anything is heard', () => {
    expect(open).toEqual({ state: 'open', heardAt: 1_000 })
  })
  it('counts as lost after twelve seconds of silence, since the last word', () => {
    expect(applyLink(open, { type: 'tick', now: 1_000 + SILENCE_MS })).toBe(open)
    const lost = applyLink(open, { type: 'tick', now: 1_001 + SILENCE_MS })
    expect(lost).toMatchObject({ state: 'waiting', lostAt: 1_000 })
  })
  it('waits longer after each failed attempt, at most fifteen seconds', () => {
    let link: Link = open
    let now = 1_000
    const waits: number[] = []
    for (let round = 0; round < 6; round++) {
      link = applyLink(link, { type: 'lost', now })
      if (link.state !== 'waiting') throw new Error('not waiting')
      waits.push(link.retryAt - now)
      now = link.retryAt
      link = applyLink(link, { type: 'tick', now })
      expect(link.state).toBe('connecting')
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000])
    expect(link).toMatchObject({ lostAt: 1_000 })
  })
  it('tries at once when asked, and only when it is waiting', () => {
    const lost = applyLink(open, { type: 'lost', now: 2_000 })
    expect(applyLink(lost, { type: 'retry', now: 2_001 })).toMatchObject({ state: 'connecting', attempt: 0 })
    expect(applyLink(open, { type: 'retry', now: 2_001 })).toBe(open)
  })
  it('does not start its wait anew when an error is reported twice', () => {
    const lost = applyLink(open, { type: 'lost', now: 2_000 })
    expect(applyLink(lost, { type: 'lost', now: 2_500 })).toBe(lost)
  })
})
