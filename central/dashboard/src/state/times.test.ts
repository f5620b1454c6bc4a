import { describe, expect, it } from 'vitest'
import { agoText, clockText, countdownText, dayText, momentText } from './times.ts'

const now = Date.parse('2026-11-23T10:42:00.000Z')

describe('times', () => {
  it('are told on the clock of the chain', () => {
    expect(clockText('2026-11-23T08:10:00.000Z', 'de')).toBe('09:10')
    expect(clockText('2026-07-23T08:10:00.000Z', 'de')).toBe('10:10')
  })
  it('carry their day unless it is today', () => {
    expect(momentText('2026-11-23T08:10:00.000Z', now, 'de')).toBe('09:10')
    expect(momentText('2026-11-21T16:58:00.000Z', now, 'de')).toBe('Sa., 21.11., 17:58')
    expect(momentText('2025-01-02T16:58:00.000Z', now, 'de')).toBe('02.01.2025, 17:58')
  })
  it('are "just now" below ten seconds and count in calm steps', () => {
    const ago = (ms: number) => agoText(new Date(now - ms).toISOString(), now, 'de')
    expect(ago(9_000)).toBeNull()
    expect(ago(-5_000)).toBeNull()
    expect(ago(37_000)).toBe('vor 30 Sek.')
    expect(ago(3 * 60_000)).toBe('vor 3 Min.')
    expect(ago(2 * 3_600_000)).toBe('vor 2 Std.')
  })
  it('name a calendar day whatever the zone', () => {
    expect(dayText('2026-11-23', 'de')).toBe('Montag, 23. November 2026')
  })
  it('count down to zero and no further', () => {
    expect(countdownText(245_000)).toBe('4:05')
    expect(countdownText(-1)).toBe('0:00')
  })
})
