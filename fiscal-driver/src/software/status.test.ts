import { expect, test } from 'vitest'
import { bringUp, inService, must, NOW, powerUp } from '../secure-element/element.fixture.ts'
import { statusOf } from './status.ts'

test('the life cycle is told by what is missing', () => {
  const element = powerUp()
  expect(statusOf(element, NOW).lifecycle).toBe('uninitialized')
  must(element.initialize('Test', NOW))
  expect(statusOf(element, NOW).lifecycle).toBe('noTime')
  expect(statusOf(bringUp(element), NOW).lifecycle).toBe('active')
  must(element.disable(NOW))
  expect(statusOf(element, NOW).lifecycle).toBe('disabled')
})

test('a disabled device stays disabled without its time', () => {
  const element = inService()
  must(element.disable(NOW))
  element.powerCycle()
  expect(statusOf(element, NOW).lifecycle).toBe('disabled')
})

test('the seconds until self-test and time are told', () => {
  const element = inService({ selfTestEvery: 100, timeUpdateEvery: 50 })
  const later = new Date(NOW.getTime() + 30_000)
  expect(statusOf(element, later)).toMatchObject({ selfTestDueIn: 70, timeUpdateDueIn: 20 })
})
