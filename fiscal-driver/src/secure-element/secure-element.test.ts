import { describe, expect, test } from 'vitest'
import { importPoint } from '../crypto/public-key.ts'
import { parseLog } from '../log/parse-log.ts'
import { readSystemData, systemText } from '../log/system-data.ts'
import { verifyLog } from '../verify/verify-log.ts'
import { defaultConfig } from './config.ts'
import {
  bringUp,
  empty,
  identity,
  inService,
  later,
  must,
  NOW,
  outcome,
  powerUp,
  sale,
  sell,
} from './element.fixture.ts'
import { storedLogs } from './export-archive.ts'
import { readTransaction } from './read-back.ts'
import type { SignedLog } from './signer.ts'
import { memoryStore } from './store.ts'

const key = importPoint(identity.point)

const dataOf = (log: SignedLog): Uint8Array =>
  log.content.kind === 'system' ? log.content.data : new Uint8Array(0)

describe('messages', () => {
  test('every command takes the next counter, and every message verifies', () => {
    const element = inService()
    sell(element)
    must(element.audit(Uint8Array.of(1), NOW))
    const logs = [...storedLogs(element)]
    expect(logs.map(({ message }) => message.signatureCounter)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    if (!key.ok) throw new Error(key.error)
    for (const { bytes } of logs) expect(verifyLog(bytes, key.value).valid).toBe(true)
  })

  test('system messages tell what happened', () => {
    const element = powerUp()
    expect(systemText(dataOf(must(element.initialize('Laden 7', NOW))), 1)).toBe('Laden 7')
    const tested = readSystemData(dataOf(must(element.selfTest(NOW))))
    expect(tested.get(2)).toEqual(Buffer.of(1))
    const timed = readSystemData(dataOf(must(element.updateTime(NOW, NOW))))
    expect(Buffer.from(timed.get(2) ?? []).readUInt32BE()).toBe(Math.floor(NOW.getTime() / 1000))
    const registered = must(element.registerClient('A', NOW))
    expect(registered && systemText(dataOf(registered), 1)).toBe('A')
  })

  test('a refused command consumes nothing', () => {
    const element = inService()
    const before = element.state.signatureCounter
    expect(outcome(element.start(empty('C'), NOW))).toBe('unknownClient')
    expect(outcome(element.finish(1, sale, NOW))).toBe('unknownTransaction')
    expect(outcome(element.initialize('again', NOW))).toBe('refused')
    expect(element.state.signatureCounter).toBe(before)
  })

  test('an answered message is the stored one', () => {
    const element = inService()
    const started = must(element.start(empty(), NOW))
    expect(must(readTransaction(element, 1))?.start.message).toEqual(Buffer.from(started.bytes))
  })

  test.each([
    ['absent', null],
    ['empty', ''],
    ['blank', ' '],
  ] as const)('a processType left out at Start is stored %s', (emptyProcessType, processType) => {
    const started = must(inService({ emptyProcessType }).start(empty(), NOW))
    expect(parseLog(started.bytes)).toMatchObject({ ok: true, value: { content: { processType } } })
  })

  test('a device may store processData constructed; it reads back the same', () => {
    const element = inService({ processDataForm: 'constructed' })
    sell(element)
    expect(must(readTransaction(element, 1))?.finish).toMatchObject({ processData: 'Beleg^…^1.00:Bar' })
  })
})

describe('readiness', () => {
  test('a new device starts nothing before it is initialised, tested and on time', () => {
    const element = powerUp()
    expect(outcome(element.start(empty(), NOW))).toBe('notReady')
    expect(outcome(element.updateTime(NOW, NOW))).toBe('notReady')
    must(element.initialize('Test', NOW))
    must(element.registerClient('A', NOW))
    expect(outcome(element.start(empty(), NOW))).toBe('notReady')
    must(element.selfTest(NOW))
    expect(outcome(element.start(empty(), NOW))).toBe('notReady')
    must(element.updateTime(NOW, NOW))
    expect(outcome(element.start(empty(), NOW))).toBe('ok')
  })

  test('after a power cut self-test and time are due again', () => {
    const element = inService()
    element.powerCycle()
    expect(element.situation(NOW)).toMatchObject({ timeSet: false, selfTestDueIn: 0 })
    expect(outcome(element.start(empty(), NOW))).toBe('notReady')
    expect(outcome(bringUp(element).start(empty(), NOW))).toBe('ok')
  })

  test('a failed self-test leaves it due', () => {
    const element = inService()
    must(element.selfTest(NOW, false))
    expect(outcome(element.start(empty(), NOW))).toBe('notReady')
  })

  test('self-test and time fall due after their seconds, not before', () => {
    const element = inService({ selfTestEvery: 100, timeUpdateEvery: 50 })
    expect(element.situation(later(49))).toMatchObject({ selfTestDueIn: 51, timeDueIn: 1 })
    expect(outcome(element.start(empty(), later(49)))).toBe('ok')
    expect(outcome(element.start(empty(), later(50)))).toBe('notReady')
    must(element.updateTime(later(50), later(50)))
    expect(outcome(element.start(empty(), later(99)))).toBe('ok')
    must(element.updateTime(later(99), later(99)))
    expect(outcome(element.start(empty(), later(100)))).toBe('notReady')
  })

  test('a device that asks for neither never does', () => {
    const element = inService({ selfTestEvery: null, timeUpdateEvery: null })
    expect(element.situation(later(1e6))).toMatchObject({ selfTestDueIn: null, timeDueIn: null })
    expect(outcome(element.start(empty(), later(1e6)))).toBe('ok')
  })

  test('after the certificate has ended nothing is signed for tills', () => {
    const element = inService({ selfTestEvery: null })
    must(element.start(empty(), NOW))
    const after = new Date(identity.certificateEnd.getTime() + 1000)
    must(element.updateTime(after, after))
    expect(outcome(element.start(empty(), after))).toBe('expired')
    must(element.updateTime(identity.certificateEnd, after))
    expect(outcome(element.start(empty(), after))).toBe('ok')
    must(element.updateTime(after, after))
    expect(outcome(element.finish(1, sale, after))).toBe('expired')
  })
})

describe('the clock', () => {
  test('log times follow the oscillator from the time that was set', () => {
    const element = inService()
    must(element.updateTime(new Date('2026-12-24T00:00:00Z'), NOW))
    expect(must(element.start(empty(), later(5))).logTime).toEqual(new Date('2026-12-24T00:00:05Z'))
  })

  test('set back, the update itself carries the new time and later ones follow it', () => {
    const element = inService()
    const updated = must(element.updateTime(later(-3600), NOW))
    expect(updated.logTime).toEqual(new Date('2026-11-23T04:00:00Z'))
    expect(must(element.start(empty(), later(1))).logTime).toEqual(new Date('2026-11-23T04:00:01Z'))
  })

  test('an oscillator that jumps back does not make log times fall', () => {
    const element = inService()
    const first = must(element.start(empty(), later(10)))
    const second = must(element.start(empty(), later(3)))
    expect(second.logTime).toEqual(first.logTime)
  })
})

describe('room', () => {
  const limits = (changed: Partial<typeof defaultConfig.limits>) => ({
    limits: { ...defaultConfig.limits, ...changed },
  })

  test('open transactions and clients are limited', () => {
    const element = inService(limits({ openTransactions: 2, clients: 2 }))
    must(element.start(empty(), NOW))
    must(element.start(empty(), NOW))
    expect(outcome(element.start(empty(), NOW))).toBe('full')
    expect(outcome(element.registerClient('C', NOW))).toBe('full')
    expect(must(element.registerClient('A', NOW))).toBeNull()
  })

  test.each([
    ['signatures', limits({ signatures: 30 })],
    ['memory', limits({ logBytes: 40_000 })],
  ])('when the %s run out, what was started can still be finished', (_, config) => {
    const element = inService(config)
    while (outcome(element.start(empty(), NOW)) === 'ok') expect(element.state.open.size).toBeLessThan(30)
    expect(outcome(element.start(empty(), NOW))).toBe('full')
    expect(element.state.open.size).toBeGreaterThan(3)
    for (const number of element.state.open.keys()) must(element.finish(number, sale, NOW))
    expect(element.state.signatureCounter).toBeLessThanOrEqual(config.limits.signatures)
    expect(element.state.usedBytes).toBeLessThanOrEqual(config.limits.logBytes)
  })

  test.each(['', 'ä', 'a;b', 'a'.repeat(31), 'a\n'])('%j is no client', (clientId) => {
    expect(outcome(inService().registerClient(clientId, NOW))).toBe('refused')
  })

  test('a client of thirty characters is one', () => {
    expect(outcome(inService().registerClient('a'.repeat(30), NOW))).toBe('ok')
  })

  test('processData and processType beyond the limit are refused', () => {
    const element = inService(limits({ processDataBytes: 10, processTypeBytes: 5 }))
    must(element.start(empty(), NOW))
    expect(
      outcome(element.finish(1, { clientId: 'A', processType: 'x', processData: new Uint8Array(11) }, NOW)),
    ).toBe('refused')
    expect(
      outcome(
        element.finish(1, { clientId: 'A', processType: 'xxxxxx', processData: new Uint8Array(1) }, NOW),
      ),
    ).toBe('refused')
    expect(
      outcome(element.finish(1, { clientId: 'A', processType: 'x', processData: new Uint8Array(10) }, NOW)),
    ).toBe('ok')
  })
})

describe('clients and end of life', () => {
  test('a client with open transactions stays', () => {
    const element = inService()
    must(element.start(empty('B'), NOW))
    expect(outcome(element.deregisterClient('B', NOW))).toBe('refused')
    expect(outcome(element.deregisterClient('A', NOW))).toBe('ok')
    expect(outcome(element.deregisterClient('A', NOW))).toBe('unknownClient')
  })

  test('erasing wants everything exported and finished, and keeps the counters', () => {
    const element = inService()
    sell(element)
    expect(outcome(element.deleteStoredData('Admin', NOW))).toBe('refused')
    element.markExported(element.state.signatureCounter)
    must(element.start(empty(), NOW))
    expect(outcome(element.deleteStoredData('Admin', NOW))).toBe('refused')
    must(element.finish(2, sale, NOW))
    element.markExported(element.state.signatureCounter)
    const counter = element.state.signatureCounter
    must(element.deleteStoredData('Admin', NOW))
    expect(must(readTransaction(element, 1))).toBeNull()
    expect([...storedLogs(element)].map(({ message }) => message.signatureCounter)).toEqual([counter + 1])
    sell(element)
    expect(element.state).toMatchObject({ signatureCounter: counter + 3, transactionCounter: 3 })
  })

  test('a disabled device signs no more, not even after a power cut', () => {
    const store = memoryStore()
    const element = inService({}, store)
    must(element.disable(NOW))
    expect(outcome(element.start(empty(), NOW))).toBe('disabled')
    expect(outcome(powerUp(store).updateTime(NOW, NOW))).toBe('disabled')
  })

  test('it is not disabled while transactions are open', () => {
    const element = inService()
    must(element.start(empty(), NOW))
    expect(outcome(element.disable(NOW))).toBe('refused')
  })
})

describe('users', () => {
  const pin = (text: string): Uint8Array => Buffer.from(text)
  const withAdmin = (store = memoryStore()) => {
    const element = powerUp(store)
    must(element.setUser('Admin', pin('12345'), pin('999999')))
    return element
  }

  test('the right PIN logs in until log-out or power cut', () => {
    const element = withAdmin()
    expect(must(element.authenticate('Admin', 'admin', pin('12345'), NOW))).toEqual({
      result: 'ok',
      triesLeft: 3,
    })
    expect(element.isLoggedIn('Admin')).toBe(true)
    must(element.logOut('Admin', 'asked', NOW))
    expect(element.isLoggedIn('Admin')).toBe(false)
    must(element.authenticate('Admin', 'admin', pin('12345'), NOW))
    element.powerCycle()
    expect(element.isLoggedIn('Admin')).toBe(false)
  })

  test('three wrong PINs block it, over power cuts, and the PUK frees it', () => {
    const store = memoryStore()
    expect(must(withAdmin(store).authenticate('Admin', 'admin', pin('1'), NOW))).toEqual({
      result: 'failed',
      triesLeft: 2,
    })
    expect(must(powerUp(store).authenticate('Admin', 'admin', pin('1'), NOW))).toEqual({
      result: 'failed',
      triesLeft: 1,
    })
    const element = powerUp(store)
    expect(must(element.authenticate('Admin', 'admin', pin('1'), NOW))).toEqual({
      result: 'blocked',
      triesLeft: 0,
    })
    expect(must(element.authenticate('Admin', 'admin', pin('12345'), NOW)).result).toBe('blocked')
    expect(must(element.unblock('Admin', pin('0'), pin('54321'), NOW))).toEqual({
      result: 'failed',
      triesLeft: 2,
    })
    expect(must(element.unblock('Admin', pin('999999'), pin('54321'), NOW)).result).toBe('ok')
    expect(must(element.authenticate('Admin', 'admin', pin('54321'), NOW)).result).toBe('ok')
  })

  test('three wrong PUKs end it for good', () => {
    const element = withAdmin()
    for (const triesLeft of [2, 1, 0])
      expect(must(element.unblock('Admin', pin('0'), pin('1'), NOW)).triesLeft).toBe(triesLeft)
    expect(must(element.unblock('Admin', pin('999999'), pin('1'), NOW)).result).toBe('blocked')
  })

  test('a right PIN gives the tries back', () => {
    const element = withAdmin()
    must(element.authenticate('Admin', 'admin', pin('1'), NOW))
    expect(must(element.authenticate('Admin', 'admin', pin('12345'), NOW)).triesLeft).toBe(3)
  })

  test('every try is signed, also of nobody', () => {
    const element = withAdmin()
    expect(must(element.authenticate('constructor', 'admin', pin('1'), NOW)).result).toBe('unknownUser')
    expect(element.state.signatureCounter).toBe(1)
  })

  test('settings survive a power cut', () => {
    const store = memoryStore()
    must(powerUp(store).setSetting('ctss', 'on'))
    expect(powerUp(store).state.vault.settings).toEqual({ ctss: 'on' })
  })
})
