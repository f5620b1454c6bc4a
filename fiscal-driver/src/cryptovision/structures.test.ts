import { expect, test } from 'vitest'
import { concat, fromHex, hex } from '../transport/bytes.ts'
import {
  firstKeySerial,
  publicPoint,
  readAlgorithm,
  readMappings,
  serialList,
  writeMappings,
} from './structures.ts'
import { CARD_SERIAL, COMPUTED } from './vectors.fixture.ts'

test('the key serial stands at bytes 6 to 37 of the list', () => {
  expect(firstKeySerial(COMPUTED.serialNumbers)).toEqual(CARD_SERIAL)
  expect(hex(serialList(CARD_SERIAL))).toBe(hex(COMPUTED.serialNumbers))
  expect(firstKeySerial(COMPUTED.serialNumbers.subarray(0, 37))).toBeNull()
  expect(firstKeySerial(new Uint8Array(64))).toBeNull()
})

test('client mappings come back from their bytes', () => {
  const clients = ['FIL07-K02', 'x', 'y'.repeat(30)]
  const mappings = readMappings(Uint8Array.from(writeMappings(clients, CARD_SERIAL)))
  expect(mappings).toEqual(clients.map((client) => ({ client, keySerial: CARD_SERIAL })))
  expect(readMappings(writeMappings([], CARD_SERIAL))).toEqual([])
})

test('client mappings with wrong outer lengths, as old cards write them, are read all the same', () => {
  const right = Uint8Array.from(writeMappings(['FIL07-K02', 'FIL07-K03'], CARD_SERIAL))
  for (const wrong of [0, 1, 0x7f]) expect(readMappings(right.with(1, wrong))).toHaveLength(2)
})

test('client mappings that are cut off, or hold something else, are refused', () => {
  const right = writeMappings(['FIL07-K02'], CARD_SERIAL)
  expect(readMappings(right.subarray(0, right.length - 1))).toBeNull()
  expect(readMappings(fromHex('3003 020101'))).toBeNull()
  expect(readMappings(fromHex('3003 040141'))).toBeNull()
})

test('the algorithm is named as receipts print it', () => {
  expect(readAlgorithm(fromHex('300c060a04007f00070101040103'))).toBe('ecdsa-plain-SHA256')
  expect(readAlgorithm(fromHex('300c060a04007f00070101040104'))).toBe('ecdsa-plain-SHA384')
  expect(readAlgorithm(fromHex('300c060a04007f000701010401ff'))).toBeNull()
  expect(readAlgorithm(fromHex('0400'))).toBeNull()
})

test('the public point is found in both lengths that firmware answers', () => {
  const point = concat([Uint8Array.of(4), new Uint8Array(64).fill(9)])
  const long = new Uint8Array(254)
  long.set(point, 188)
  expect(publicPoint(point)).toEqual(point)
  expect(publicPoint(long)).toEqual(point)
  expect(publicPoint(point.subarray(1))).toBeNull()
  expect(publicPoint(new Uint8Array(0))).toBeNull()
})
