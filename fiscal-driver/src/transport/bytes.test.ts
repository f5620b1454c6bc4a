import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ByteReader,
  ByteWriter,
  bigEndian,
  concat,
  fromHex,
  hex,
  padTo,
  sameBytes,
  unsigned,
} from './bytes.ts'

describe('the reader', () => {
  test('reads every width big-endian', () => {
    const reader = new ByteReader(fromHex('01 0203 04050607 0000000000000008 ff'))
    expect([reader.u8(), reader.u16(), reader.u32(), reader.u64()]).toEqual([1, 0x203, 0x4050607, 8])
    expect(reader.remaining).toBe(1)
    expect(reader.rest()).toEqual(Uint8Array.of(0xff))
    expect(reader.fault).toBeNull()
  })

  test('notes a length that lies, once, and allocates nothing for it', () => {
    const reader = new ByteReader(Uint8Array.of(1, 2, 3))
    expect(reader.take(4_000_000_000)).toEqual(new Uint8Array(0))
    reader.u32()
    expect(reader.fault).toBe('4000000000 bytes announced, 3 left at byte 0')
  })

  test('refuses numbers that a double cannot hold', () => {
    const reader = new ByteReader(fromHex('ffffffffffffffff'))
    reader.u64()
    expect(reader.fault).toContain('beyond 2^53')
  })
})

test('what was written reads back', () => {
  const widths = fc.constantFrom(1, 2, 4, 8)
  const numbers = fc.array(fc.tuple(widths, fc.nat(255)), { maxLength: 20 })
  fc.assert(
    fc.property(numbers, fc.uint8Array(), (list, tail) => {
      const writer = new ByteWriter()
      for (const [width, value] of list) writer.uint(value, width)
      const reader = new ByteReader(writer.bytes(tail).finish())
      expect(list.map(([width]) => reader.uint(width))).toEqual(list.map(([, value]) => value))
      expect(reader.rest()).toEqual(tail)
    }),
  )
})

test('a number that does not fit its width is a bug of the caller', () => {
  expect(() => bigEndian(256, 1)).toThrow(RangeError)
  expect(() => bigEndian(-1, 4)).toThrow(RangeError)
  expect(() => bigEndian(1.5, 4)).toThrow(RangeError)
  expect(hex(bigEndian(Number.MAX_SAFE_INTEGER, 8))).toBe('001fffffffffffff')
  expect(unsigned(fromHex('001fffffffffffff'))).toBe(Number.MAX_SAFE_INTEGER)
  expect(unsigned(fromHex('0020000000000000'))).toBeNull()
})

test('padding fills up to whole blocks and leaves whole blocks alone', () => {
  expect(padTo(new Uint8Array(1).fill(7), 4)).toEqual(Uint8Array.of(7, 0, 0, 0))
  expect(padTo(new Uint8Array(4).fill(7), 4)).toHaveLength(4)
  expect(padTo(new Uint8Array(0), 4)).toHaveLength(0)
})

test('bytes compare by content and length', () => {
  const joined = concat([Uint8Array.of(1), Uint8Array.of(2, 3)])
  expect(sameBytes(joined, Uint8Array.of(1, 2, 3))).toBe(true)
  expect(sameBytes(joined, Uint8Array.of(1, 2))).toBe(false)
  expect(sameBytes(joined, Uint8Array.of(1, 2, 4))).toBe(false)
})
