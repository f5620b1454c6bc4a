import { describe, expect, it } from 'vitest'
import { TestJournal } from '../testing/journal.fixture.ts'
import { judge } from './judge.ts'

const AT = new Date('2026-11-23T02:30:00.000Z')

describe('a judgement', () => {
  it('counts a sale for its business date and anything else for the branch day of its time', () => {
    const journal = new TestJournal()
    const context = { tses: new Map(), isKnown: () => false, zone: 'Europe/Berlin' }
    expect(judge(journal.adopt(AT), context)).toMatchObject({ verdict: 'ok', day: '2026-11-22' })
    expect(judge(journal.sell({ at: AT }), context)).toMatchObject({
      verdict: 'ok',
      day: '2026-11-22',
      signature: 'verified',
    })
  })

  it('is quarantine where the check itself breaks down', () => {
    const entry = new TestJournal().adopt(AT)
    const context = { tses: new Map(), isKnown: () => false, zone: 'No/Zone' }
    expect(judge(entry, context)).toMatchObject({
      verdict: 'quarantined',
      day: '2026-11-23',
      reason: expect.stringMatching(/^check: RangeError/),
    })
  })
})
