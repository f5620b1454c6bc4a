import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readInteger, readOid } from './read-values.ts'
import { readTlv } from './tlv.ts'
import { boolean, integer, integerOctets, octetString, oid, sequence, tlv, unsigned } from './write-der.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const read = (bytes: Uint8Array) => {
  const element = readTlv(bytes, 0)
  if (!element.ok) throw new Error(element.error.kind)
  return element.value
}

describe('integers', () => {
  test.each([
    [0, '00'],
    [127, '7f'],
    [128, '0080'],
    [255, '00ff'],
    [256, '0100'],
    [32767, '7fff'],
    [32768, '008000'],
    [44131, '00ac63'],
    [1627475939, '61014fe3'],
    [Number.MAX_SAFE_INTEGER, '1fffffffffffff'],
  ])('%i takes the octets %s', (value, octets) => {
    expect(hex(integerOctets(value))).toBe(octets)
  })

  test('every one is read back, in as few octets as its sign allows', () => {
    const property = fc.property(fc.maxSafeNat(), (value) => {
      const bytes = integer(value)
      const octets = integerOctets(value)
      expect(readInteger(bytes, read(bytes))).toEqual({ ok: true, value })
      expect((octets[0] ?? 0x80) < 0x80).toBe(true)
      expect(octets.length === 1 || octets[0] !== 0 || (octets[1] ?? 0) >= 0x80).toBe(true)
    })
    fc.assert(property, { numRuns: 500, seed: 1 })
  })

  test.each([-1, 1.5, Number.NaN, 2 ** 53])('%d is none', (value) => {
    expect(() => integerOctets(value)).toThrow(RangeError)
  })

  test('bytes of any width become the shortest non-negative one', () => {
    expect(hex(unsigned(Uint8Array.of(0, 0, 0x7f)))).toBe('02017f')
    expect(hex(unsigned(Uint8Array.of(0x80)))).toBe('02020080')
    expect(hex(unsigned(Uint8Array.of(0)))).toBe('020100')
  })
})

describe('lengths', () => {
  test.each([
    [0, '00'],
    [127, '7f'],
    [128, '8180'],
    [255, '81ff'],
    [256, '820100'],
    [65_536, '83010000'],
  ])('%i bytes are announced as %s', (length, octets) => {
    const bytes = octetString(new Uint8Array(length))
    expect(hex(bytes.subarray(0, bytes.length - length))).toBe(`04${octets}`)
    expect(read(bytes)).toMatchObject({ valueEnd: bytes.length, end: bytes.length })
  })
})

describe('object identifiers', () => {
  test.each([
    ['0.4.0.127.0.7.3.7.1.1', '060904007f000703070101'],
    ['0.4.0.127.0.7.1.1.4.1.4', '060a04007f00070101040104'],
    ['1.2.840.10045.2.1', '06072a8648ce3d0201'],
    ['1.3.36.3.3.2.8.1.1.11', '06092b240303020801010b'],
    ['2.5.4.3', '0603550403'],
    ['1.2.16384', '06042a818000'],
    ['2.999', '06028837'],
  ])('%s is written and read as %s', (dotted, bytes) => {
    expect(hex(oid(dotted))).toBe(bytes)
    expect(readOid(oid(dotted), read(oid(dotted)))).toEqual({ ok: true, value: dotted })
  })
})

test('elements nest', () => {
  expect(hex(sequence(boolean(true), boolean(false), sequence()))).toBe('30080101ff0101003000')
  expect(hex(tlv(0x81, Uint8Array.of(1), Uint8Array.of(2, 3)))).toBe('8103010203')
})
