import { cents } from '@brotkasten/domain/money/cents'
import { describe, expect, it } from 'vitest'
import type { BranchRow } from '../client/shapes.ts'
import { applyLive, knowledgeOf, NO_LIVE, totalsOf } from './live.ts'

const AS_OF = '2026-11-23T10:42:00.000Z'

const row = (change: Partial<BranchRow> = {}): BranchRow => ({
  branchId: 'b1',
  code: '01',
  name: 'Marktplatz',
  boxId: 'box1',
  connection: 'online',
  since: '2026-11-23T04:00:00.000Z',
  lastContact: AS_OF,
  revenueToday: cents(41_230),
  receiptsToday: 60,
  lastSaleAt: '2026-11-23T10:41:00.000Z',
  backlog: 0,
  tse: 'ok',
  softwareVersion: '0.1.0',
  catalogueVersion: 3,
  completeUntil: AS_OF,
  quarantined: 0,
  ...change,
})
const offline = (change: Partial<BranchRow> = {}) =>
  row({ branchId: 'b2', connection: 'offline', completeUntil: '2026-11-23T08:10:00.000Z', ...change })
const never = row({
  branchId: 'b3',
  connection: 'never',
  completeUntil: null,
  revenueToday: cents(0),
  receiptsToday: 0,
})

describe('what is known of a branch', () => {
  it('is everything while the box is online and has sent all', () => {
    expect(knowledgeOf(row({ completeUntil: '2026-11-22T17:00:00.000Z' }), AS_OF)).toBe('complete')
  })
  it('is everything while a few bookings are on their way for less than two minutes', () => {
    const fresh = row({ backlog: 3, completeUntil: '2026-11-23T10:40:30.000Z' })
    expect(knowledgeOf(fresh, AS_OF)).toBe('complete')
    expect(knowledgeOf({ ...fresh, completeUntil: '2026-11-23T10:39:00.000Z' }, AS_OF)).toBe('partial')
  })
  it('is a part where the box fell silent today', () => {
    expect(knowledgeOf(offline(), AS_OF)).toBe('partial')
  })
  it('is a part where bookings are quarantined', () => {
    expect(knowledgeOf(row({ quarantined: 1 }), AS_OF)).toBe('partial')
  })
  it('is nothing where the box fell silent yesterday or never spoke', () => {
    expect(knowledgeOf(offline({ completeUntil: '2026-11-22T17:00:00.000Z' }), AS_OF)).toBe('unknown')
    expect(knowledgeOf(never, AS_OF)).toBe('unknown')
  })
})

describe('the totals of today', () => {
  it('add what is known and say how many branches are complete', () => {
    expect(
      totalsOf([row(), offline({ revenueToday: cents(1_000), receiptsToday: 3 }), never], AS_OF),
    ).toEqual({
      revenue: 42_230,
      receipts: 63,
      average: 670,
      completeFor: 1,
      of: 3,
    })
  })
  it('leave yesterday of a silent branch out', () => {
    const silent = offline({ completeUntil: '2026-11-22T17:00:00.000Z', revenueToday: cents(99) })
    expect(totalsOf([row(), silent], AS_OF).revenue).toBe(41_230)
  })
  it('are unknown and not zero while no branch is known', () => {
    expect(totalsOf([never], AS_OF)).toEqual({
      revenue: null,
      receipts: null,
      average: null,
      completeFor: 0,
      of: 1,
    })
  })
  it('have no average receipt before the first receipt', () => {
    expect(totalsOf([row({ revenueToday: cents(0), receiptsToday: 0 })], AS_OF).average).toBeNull()
  })
})

describe('a live event', () => {
  const live = applyLive(NO_LIVE, { type: 'snapshot', asOf: AS_OF, rows: [row(), never] })
  it('replaces its branch and leaves the others the very same', () => {
    const next = applyLive(live, { type: 'row', at: AS_OF, row: row({ receiptsToday: 61 }) })
    expect(next.rows[0]?.receiptsToday).toBe(61)
    expect(next.rows[1]).toBe(live.rows[1])
  })
  it('adds a branch nobody knew', () => {
    expect(applyLive(live, { type: 'row', at: AS_OF, row: offline() }).rows).toHaveLength(3)
  })
  it('moves the moment of the figures with every sign of life, once there are figures', () => {
    const later = '2026-11-23T10:43:00.000Z'
    expect(applyLive(live, { type: 'heard', at: later }).asOf).toBe(later)
    expect(applyLive(NO_LIVE, { type: 'heard', at: later }).asOf).toBeNull()
  })
})
