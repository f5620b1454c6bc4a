import { cents } from '@brotkasten/domain/money/cents'
import { describe, expect, it } from 'vitest'
import type { BranchRow } from '../client/shapes.ts'
import { searchRows, sortRows, troublesOf } from './trouble.ts'

const AS_OF = '2026-11-23T10:42:00.000Z'
const well: BranchRow = {
  branchId: 'b1',
  code: '1',
  name: 'Ährenweg',
  boxId: 'box',
  connection: 'online',
  since: AS_OF,
  lastContact: AS_OF,
  revenueToday: cents(100),
  receiptsToday: 1,
  lastSaleAt: AS_OF,
  backlog: 0,
  tse: 'ok',
  softwareVersion: '0.1.0',
  catalogueVersion: 1,
  completeUntil: AS_OF,
  quarantined: 0,
}
const codes = (rows: readonly BranchRow[]) => rows.map((row) => row.code)

describe('troubles of a branch', () => {
  it('are none while all is well', () => {
    expect(troublesOf(well, AS_OF)).toEqual([])
  })
  it('come worst first', () => {
    expect(troublesOf({ ...well, connection: 'offline', tse: 'outage', quarantined: 2 }, AS_OF)).toEqual([
      'quarantined',
      'tse',
      'offline',
    ])
  })
  it('name a box that is online but sends too slowly', () => {
    const slow = { ...well, backlog: 900, completeUntil: '2026-11-23T09:42:00.000Z' }
    expect(troublesOf(slow, AS_OF)).toEqual(['late'])
  })
  it('do not call quarantined bookings late', () => {
    expect(troublesOf({ ...well, quarantined: 1 }, AS_OF)).toEqual(['quarantined'])
  })
})

describe('the order of branches', () => {
  const rows = [
    well,
    { ...well, code: '10', name: 'Zoo', revenueToday: cents(900) },
    { ...well, code: '2', name: 'Bahnhof', connection: 'never' as const },
    { ...well, code: '9', name: 'Mühle', tse: 'outage' as const, lastSaleAt: null },
  ]
  it('puts trouble first and equal branches by number', () => {
    expect(codes(sortRows(rows, 'trouble', AS_OF))).toEqual(['9', '2', '1', '10'])
  })
  it('reads numbers as numbers and names as Germans do', () => {
    expect(codes(sortRows(rows, 'code', AS_OF))).toEqual(['1', '2', '9', '10'])
    expect(codes(sortRows(rows, 'name', AS_OF))).toEqual(['1', '2', '9', '10'])
  })
  it('puts the highest revenue first, and a branch without a sale last', () => {
    expect(codes(sortRows(rows, 'revenue', AS_OF))[0]).toBe('10')
    expect(codes(sortRows(rows, 'lastSale', AS_OF)).at(-1)).toBe('9')
  })
  it('finds a branch by a part of its name or its number', () => {
    expect(codes(searchRows(rows, ' ähr '))).toEqual(['1'])
    expect(codes(searchRows(rows, '10'))).toEqual(['10'])
  })
})
