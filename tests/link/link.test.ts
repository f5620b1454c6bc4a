import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { House, type Weather } from './house.ts'

let house: House
beforeEach(async () => {
  house = new House()
  await house.startCentre()
  await house.setUp()
  await house.startBox()
  await until(() => house.box.deps.replica.catalogue.branch !== null)
})
afterEach(() => house.close())

/** Waits for a condition, bounded. */
const until = (condition: () => boolean | Promise<boolean>) =>
  vi.waitUntil(condition, { timeout: 15_000, interval: 10 })
const drained = () => until(() => house.box.deps.status().centre.backlog === 0)
const good = (receipts: number) => ({
  receipts,
  gross: receipts * 555,
  duplicates: 0,
  quarantined: 0,
  signaturesVerified: receipts,
})

test('a sale is at headquarters, verified, moments later', async () => {
  await house.sell()
  await drained()
  expect(await house.figures()).toEqual(good(1))
})

test('a price changed at headquarters is on the keys, woken and not polled', async () => {
  const version = house.box.deps.replica.catalogue.version
  await house.hq('PUT', '/api/prices/standard/roll', { takeaway: 50, dineIn: null })
  await until(() => house.box.deps.replica.catalogue.version > version)
  expect(house.box.deps.replica.catalogue.articles.get('roll')).toMatchObject({ takeaway: 50, dineIn: 50 })
})

describe('without the centre', () => {
  test('the box sells on and hands everything up once when it is back', async () => {
    await house.sell()
    await drained()
    await house.stopCentre()
    for (let i = 0; i < 5; i += 1) await house.sell()
    await until(() => house.box.deps.status().centre.state === 'offline')
    expect(house.box.deps.status().centre.backlog).toBeGreaterThanOrEqual(5)
    await house.startCentre()
    await drained()
    expect(await house.figures()).toEqual(good(6))
  })

  test('a box that starts sells with the prices it had', async () => {
    await house.register()
    await drained()
    await house.stopBox()
    await house.stopCentre()
    await house.startBox()
    await house.sell()
    await house.startCentre()
    await drained()
    expect(await house.figures()).toEqual(good(1))
  })
})

test('whatever the network loses, requests or only answers, every sale arrives exactly once', async () => {
  const weather = fc.array(fc.constantFrom<ReturnType<Weather>>('fine', 'requestLost', 'answerLost'), {
    maxLength: 6,
  })
  let sold = 0
  await fc.assert(
    fc.asyncProperty(weather, fc.integer({ min: 1, max: 4 }), async (days, sales) => {
      const left = [...days]
      house.weather = () => left.shift() ?? 'fine'
      for (let i = 0; i < sales; i += 1) await house.sell()
      sold += sales
      await drained()
      expect(await house.figures()).toEqual(good(sold))
    }),
    { numRuns: 6, endOnFailure: true },
  )
}, 60_000)
