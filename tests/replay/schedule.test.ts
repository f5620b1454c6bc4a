import { expect, test } from 'vitest'
import { schedule } from './schedule.ts'

const tickets = [
  '2016-10-30T09:00:00.000Z',
  '2016-10-30T09:01:00.000Z',
  '2016-10-30T09:00:30.000Z',
  '2016-10-30T09:02:30.000Z',
  '2016-10-31T07:00:00.000Z',
  '2016-10-31T07:01:00.000Z',
].map((at) => ({ at }))

test('pauses shrink by the speed, nights pass at once, time never runs back', () => {
  expect(schedule(tickets, 60)).toEqual([0, 1000, 1000, 3000, 3000, 4000])
})

test('flat out everything is due at once', () => {
  expect(schedule(tickets, null)).toEqual([0, 0, 0, 0, 0, 0])
})
