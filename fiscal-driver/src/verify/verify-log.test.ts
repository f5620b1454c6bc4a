import { describe, expect, test } from 'vitest'
import { importPoint, type TseKey } from '../crypto/public-key.ts'
import { realFinish } from '../log/real-logs.fixture.ts'
import { audit, device, finish, system } from './archive/archive.fixture.ts'
import { other } from './archive/two-devices.fixture.ts'
import { verifyLog } from './verify-log.ts'

const keyOf = (point: Uint8Array): TseKey => {
  const key = importPoint(point)
  if (!key.ok) throw new Error(key.error)
  return key.value
}

const key = keyOf(device.point)

describe('a stored log', () => {
  test.each([
    ['transaction', finish(3, 1)],
    ['system', system(3, 'selfTest')],
    ['audit', audit(3)],
  ])('of kind %s verifies', (kind, { content }) => {
    expect(verifyLog(content, key)).toMatchObject({
      valid: true,
      reason: null,
      message: { content: { kind } },
    })
  })

  test('asks for its key by serial', () => {
    const asked: string[] = []
    const lookup = (serial: string): TseKey => {
      asked.push(serial)
      return key
    }
    expect(verifyLog(finish(3, 1).content, lookup).valid).toBe(true)
    expect(asked).toEqual([device.serialHex])
  })

  test('without a key is unknown, under a foreign one not its own', () => {
    expect(verifyLog(finish(3, 1).content, () => undefined)).toMatchObject({
      valid: false,
      reason: 'unknownKey',
    })
    expect(verifyLog(finish(3, 1).content, keyOf(other.point))).toMatchObject({
      valid: false,
      reason: 'otherKey',
    })
    expect(verifyLog(realFinish, key)).toMatchObject({
      reason: 'otherKey',
      message: { signatureCounter: 16 },
    })
  })

  test('with any bit of its signed part or signature flipped is refused', () => {
    const { content } = finish(3, 1)
    for (let at = 0; at < content.length; at++) {
      const changed = Uint8Array.from(content)
      changed[at] = (changed[at] ?? 0) ^ 0x10
      expect(verifyLog(changed, key).valid, `byte ${at}`).toBe(false)
    }
  })

  test('that is none is malformed, and where is said', () => {
    expect(verifyLog(Uint8Array.of(1, 2), key)).toMatchObject({
      reason: 'malformed',
      failure: { element: 'message' },
    })
  })
})
