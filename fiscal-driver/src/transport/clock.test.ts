import { expect, test } from 'vitest'
import { ManualClock, SkippingClock, sleep, systemClock } from './clock.ts'
import { Mutex } from './mutex.ts'

test('a manual clock rings in the order of the alarms, and only when moved', () => {
  const clock = new ManualClock()
  const rung: string[] = []
  clock.after(20, () => rung.push('second'))
  clock.after(10, () => rung.push('first'))
  const cancel = clock.after(15, () => rung.push('never'))
  cancel()
  expect(rung).toEqual([])
  clock.advance(19)
  expect(rung).toEqual(['first'])
  clock.advance(1)
  expect(rung).toEqual(['first', 'second'])
  expect(clock.now()).toBe(20)
  expect(clock.waiting).toBe(0)
})

test('an alarm set by an alarm rings within the same stretch of time', () => {
  const clock = new ManualClock()
  const at: number[] = []
  clock.after(10, () => clock.after(10, () => at.push(clock.now())))
  clock.advance(30)
  expect(at).toEqual([20])
})

test('a skipping clock is through a long wait at once', async () => {
  const clock = new SkippingClock()
  await sleep(clock, 3_600_000)
  expect(clock.now()).toBe(3_600_000)
})

test('the system clock runs and can be called off', async () => {
  const before = systemClock.now()
  let rang = false
  systemClock.after(1, () => {
    rang = true
  })()
  await sleep(systemClock, 2)
  expect(systemClock.now()).toBeGreaterThan(before)
  expect(rang).toBe(false)
})

test('a mutex runs tasks one by one in order, past failures', async () => {
  const mutex = new Mutex()
  const log: string[] = []
  const task = (name: string) => async () => {
    log.push(`${name} begins`)
    await Promise.resolve()
    log.push(`${name} ends`)
    return name
  }
  const broken = mutex.run(async () => {
    throw new Error('broken')
  })
  const rest = Promise.all([mutex.run(task('a')), mutex.run(task('b'))])
  await expect(broken).rejects.toThrow('broken')
  expect(await rest).toEqual(['a', 'b'])
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})
