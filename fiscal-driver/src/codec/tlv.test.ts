import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns, fuzzTimeout } from './fuzz.fixture.ts'
import { readInteger, readOctets, readOid } from './read-values.ts'
import { readAll, readTlv } from './tlv.ts'
import { octetString, sequence } from './write-der.ts'

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex')

describe('a single element', () => {
  test.each([
    ['short', '04 02 aabb', 2, 4],
    ['long form', '04 81 02 aabb', 3, 5],
    ['long form of four octets', '04 84 00000002 aabb', 6, 8],
    ['empty', '05 00', 2, 2],
  ])('with a %s length is found', (_, hex, valueStart, end) => {
    expect(readTlv(bytes(hex), 0)).toMatchObject({ ok: true, value: { valueStart, valueEnd: end, end } })
  })

  test('is found at an offset, and ends where it says', () => {
    expect(readTlv(bytes('ff 04 01 aa 77'), 1)).toMatchObject({ value: { start: 1, valueStart: 3, end: 4 } })
  })

  test.each([
    ['no byte', '', 'truncated'],
    ['a tag alone', '04', 'truncated'],
    ['a length beyond the end', '04 05 aa', 'truncated'],
    ['a length of 4 GiB', '04 84 ffffffff', 'truncated'],
    ['a length field beyond the end', '04 82 01', 'truncated'],
    ['a length of five octets', '04 85 0000000001 aa', 'badLength'],
    ['a length of 127 octets', '04 ff aa', 'badLength'],
    ['a tag of several octets', '1f 81 01 00', 'badTag'],
    ['an indefinite primitive', '04 80 0000', 'badLength'],
    ['an indefinite without end', 'a2 80 04 01 aa', 'truncated'],
    ['an indefinite with a broken child', 'a2 80 04 09 aa 0000', 'truncated'],
  ])('of %s is refused', (_, hex, kind) => {
    expect(readTlv(bytes(hex), 0)).toMatchObject({ ok: false, error: { kind } })
  })

  test('may not pass the limit given, although the bytes go on', () => {
    expect(readTlv(bytes('04 02 aabb'), 0, 3)).toMatchObject({ error: { kind: 'truncated' } })
  })
})

describe('indefinite length', () => {
  test('ends behind its end mark', () => {
    const element = readTlv(bytes('a2 80 04 02 aabb 04 01 cc 0000 77'), 0)
    expect(element).toMatchObject({ value: { valueStart: 2, valueEnd: 9, end: 11 } })
  })

  test('joins its octet strings', () => {
    const whole = bytes('a2 80 04 02 aabb 04 01 cc 0000')
    const element = readTlv(whole, 0)
    if (!element.ok) throw new Error('unread')
    expect(readOctets(whole, element.value)).toEqual({ ok: true, value: Buffer.from('aabbcc', 'hex') })
  })

  test('nests to a depth, not endlessly', () => {
    const nested = (depth: number) => bytes(`${'2480'.repeat(depth)}040177${'0000'.repeat(depth)}`)
    expect(readTlv(nested(4), 0)).toMatchObject({ ok: true })
    expect(readTlv(nested(5), 0)).toMatchObject({ error: { kind: 'tooDeep' } })
    expect(readTlv(bytes('2480'.repeat(50_000)), 0)).toMatchObject({ error: { kind: 'tooDeep' } })
  })

  test('holds nothing but octet strings where octets are asked for', () => {
    const whole = bytes('a2 80 02 01 05 0000')
    const element = readTlv(whole, 0)
    if (!element.ok) throw new Error('unread')
    expect(readOctets(whole, element.value)).toMatchObject({ error: { kind: 'badTag' } })
  })
})

describe('a row of elements', () => {
  test('fills its range exactly', () => {
    expect(readAll(bytes('0101ff 0500'))).toMatchObject({ ok: true, value: { length: 2 } })
    expect(readAll(bytes('0101ff 05'))).toMatchObject({ error: { kind: 'truncated', offset: 3 } })
  })

  test('is bounded in number', () => {
    expect(readAll(bytes('0500'.repeat(64)))).toMatchObject({ ok: true })
    expect(readAll(bytes('0500'.repeat(65)))).toMatchObject({ error: { kind: 'tooMany' } })
  })
})

describe('values', () => {
  const value = (hex: string) => {
    const whole = bytes(hex)
    const element = readTlv(whole, 0)
    if (!element.ok) throw new Error('unread')
    return [whole, element.value] as const
  }

  test.each([
    ['empty', '0200'],
    ['negative', '020180'],
    ['wider than a double is exact', '0208 0020000000000001'],
    ['wider than nine octets', '020a 00000000000000000001'],
  ])('an integer that is %s is refused', (_, hex) => {
    expect(readInteger(...value(hex))).toMatchObject({ error: { kind: 'badValue' } })
  })

  test('an integer with surplus zeros is read', () => {
    expect(readInteger(...value('0204 0000ac63'))).toEqual({ ok: true, value: 44131 })
  })

  test.each([
    ['empty', '0600'],
    ['unfinished', '0602 2a86'],
    ['unfinished by nothing', '0602 2a80'],
    ['with an arc of 40 bits', '0607 2a 9fffffffff7f'],
  ])('an identifier that is %s is refused', (_, hex) => {
    expect(readOid(...value(hex))).toMatchObject({ error: { kind: 'badValue' } })
  })
})

describe('hostile bytes', () => {
  test('only ever give elements inside themselves, or a named error', fuzzTimeout, () => {
    const property = fc.property(fc.uint8Array({ maxLength: 60 }), (given) => {
      const elements = readAll(given)
      if (!elements.ok) {
        expect(['truncated', 'badTag', 'badLength', 'tooDeep', 'tooMany']).toContain(elements.error.kind)
        return
      }
      let at = 0
      for (const { start, valueStart, valueEnd, end } of elements.value) {
        expect(start).toBe(at)
        expect(start < valueStart && valueStart <= valueEnd && valueEnd <= end).toBe(true)
        at = end
      }
      expect(at).toBe(given.length)
    })
    fc.assert(property, { numRuns: fuzzRuns(2000), seed: 2 })
  })

  test('what the writer writes is read back as it was', () => {
    const contents = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 10 })
    const property = fc.property(contents, (parts) => {
      const whole = sequence(...parts.map(octetString))
      const outer = readTlv(whole, 0)
      if (!outer.ok) throw new Error(outer.error.kind)
      const inner = readAll(whole, outer.value.valueStart, outer.value.valueEnd)
      if (!inner.ok) throw new Error(inner.error.kind)
      expect(
        inner.value.map((element) => Uint8Array.from(whole.subarray(element.valueStart, element.valueEnd))),
      ).toEqual(parts)
    })
    fc.assert(property, { numRuns: 200, seed: 3 })
  })
})
