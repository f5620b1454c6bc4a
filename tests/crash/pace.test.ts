import { expect, test } from 'vitest'
import { Pace } from './pace.ts'

const going = new AbortController().signal

test('every kill has its share of the tickets, and the sale cannot end before the last', async () => {
  const pace = new Pace(3)
  const tally = { answered: 0 }
  pace.begin(tally, 100)
  const kills: number[] = []
  for (; tally.answered < 100; tally.answered += 1) {
    const waiting = pace.waitForKill(going)
    if (pace.isTimeToKill && pace.kills < 3 && tally.answered % 25 === 20) {
      kills.push(tally.answered)
      pace.kills += 1
    }
    await waiting
  }
  expect(kills).toEqual([20, 45, 70])
})

test('a sale that is ahead waits for the kill', async () => {
  const pace = new Pace(1)
  pace.begin({ answered: 90 }, 100)
  const waiting = pace.waitForKill(going).then(() => pace.kills)
  pace.kills += 1
  expect(await waiting).toBe(1)
})

test('nobody waits once it is over', async () => {
  const pace = new Pace(1)
  pace.begin({ answered: 100 }, 100)
  await pace.waitForKill(AbortSignal.abort())
  expect(pace.kills).toBe(0)
})
