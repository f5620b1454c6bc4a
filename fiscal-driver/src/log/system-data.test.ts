import { expect, test } from 'vitest'
import { readSystemData, systemData, systemText, systemTime } from './system-data.ts'

test('fields are numbered from 1, and a missing one leaves its number free', () => {
  const data = systemData('Admin', null, Uint8Array.of(0))
  expect(Buffer.from(data).toString('hex')).toBe('810541646d696e830100')
  expect([...readSystemData(data).keys()]).toEqual([1, 3])
  expect(systemText(data, 1)).toBe('Admin')
  expect(systemText(data, 2)).toBe('')
})

test('unix times are integers, others texts', () => {
  const at = new Date('2026-11-23T05:00:07Z')
  expect(Buffer.from(systemTime(at, 'unixTime')).toString('hex')).toBe('6b03c857')
  expect(Buffer.from(systemTime(at, 'generalizedTime')).toString()).toBe('20261123050007Z')
})

test('data of another shape reads as nothing', () => {
  expect(readSystemData(Uint8Array.of(0x81, 9, 1)).size).toBe(0)
})
