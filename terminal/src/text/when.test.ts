import { expect, it } from 'vitest'
import { clock, dayAndTime, percent, since } from './when.ts'

const zone = 'Europe/Berlin'
const now = new Date('2026-11-22T09:00:00.000Z')

it('shows the time of the branch', () => {
  expect(clock(now, zone)).toBe('10:00')
  expect(dayAndTime(now, zone)).toBe('22.11.2026, 10:00:00')
})

it('names the day where it is another one', () => {
  expect(since(new Date('2026-11-22T08:10:00.000Z'), now, zone)).toBe('09:10')
  expect(since(new Date('2026-11-21T08:10:00.000Z'), now, zone)).toBe('21.11. 09:10')
})

it('writes a percentage the German way', () => {
  expect([percent(700), percent(1250), percent(1900)]).toEqual(['7 %', '12,5 %', '19 %'])
})
