import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzRuns, fuzzTimeout } from '../codec/fuzz.fixture.ts'
import type { LogTimeFormat } from '../tse.ts'
import { parseQr } from './parse.ts'
import { type QrFields, qrPayload } from './payload.ts'
import { fiskalyExample, officialExample } from './real-receipts.fixture.ts'

const read = (text: string): QrFields => {
  const fields = parseQr(text)
  if (!fields.ok) throw new Error(fields.error)
  return fields.value
}

describe('QR texts', () => {
  test.each([officialExample, fiskalyExample])(
    'a real one is written back character for character',
    (text) => {
      expect(qrPayload(read(text))).toBe(text)
    },
  )

  test('stored receipts may keep times and bytes as text', () => {
    const fields = read(officialExample)
    const stored = {
      ...fields,
      startTime: fields.startTime.toISOString(),
      logTime: '2019-11-22T11:29:49Z',
      signature: Buffer.from(fields.signature).toString('base64'),
      publicKey: Buffer.from(fields.publicKey).toString('base64'),
    }
    expect(qrPayload(stored)).toBe(officialExample)
  })

  test('a field with a semicolon is a bug, not a code', () => {
    expect(() => qrPayload({ ...read(officialExample), processData: '1;"Kaffee";2.00' })).toThrow(RangeError)
  })

  test('any fields are read as they were written', () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .map((text) => text.replaceAll(';', ','))
    const time = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 133 })
    const formats: LogTimeFormat[] = [
      'unixTime',
      'utcTime',
      'utcTimeWithSeconds',
      'generalizedTime',
      'generalizedTimeWithMilliseconds',
    ]
    const fields: fc.Arbitrary<QrFields> = fc.record({
      clientId: word,
      processType: word,
      processData: word,
      transactionNumber: fc.maxSafeNat(),
      signatureCounter: fc.maxSafeNat(),
      startTime: time,
      logTime: time,
      algorithm: fc.constantFrom('ecdsa-plain-SHA256', 'ecdsa-plain-SHA3-384', 'ecsdsa-plain-SHA512'),
      logTimeFormat: fc.constantFrom(...formats),
      signature: bytes,
      publicKey: bytes,
    })
    const property = fc.property(fields, (given) => {
      expect(read(qrPayload(given))).toEqual(given)
    })
    fc.assert(property, { numRuns: 300, seed: 7 })
  })
})

const change = (field: number, value: string): string =>
  officialExample
    .split(';')
    .with(field - 1, value)
    .join(';')

describe('a QR text is refused by name', () => {
  test.each([
    ['an older version', change(1, 'V1'), 'version'],
    ['no client', change(2, ''), 'clientId'],
    ['a transaction with a sign', change(5, '+13'), 'transactionNumber'],
    ['a transaction with leading zeros', change(5, '013'), 'transactionNumber'],
    ['a counter beyond exactness', change(6, '9007199254740993'), 'signatureCounter'],
    ['a counter in hex', change(6, '0x10'), 'signatureCounter'],
    ['a start in local time', change(7, '2019-11-22T11:29:48.000+01:00'), 'startTime'],
    ['a start without milliseconds', change(7, '2019-11-22T11:29:48Z'), 'startTime'],
    ['a 30th of February', change(8, '2019-02-30T11:29:49.000Z'), 'logTime'],
    ['an hour 24', change(8, '2019-02-20T24:00:00.000Z'), 'logTime'],
    ['an algorithm of another kind', change(9, 'rsa'), 'algorithm'],
    ['a time format nobody knows', change(10, 'swatch'), 'logTimeFormat'],
    ['a signature without padding', change(11, 'AAA'), 'signature'],
    ['a signature with a blank', change(11, 'AAAA AAAA'), 'signature'],
    ['base64 with surplus bits', change(11, 'AAB='), 'signature'],
    ['no key', change(12, ''), 'publicKey'],
    ['eleven fields', officialExample.split(';').slice(1).join(';'), 'fieldCount'],
    ['thirteen fields', `${officialExample};x`, 'fieldCount'],
    ['too long a text', officialExample.replace('Bar', 'B'.repeat(3000)), 'tooLong'],
  ])('for %s', (_, text, failure) => {
    expect(parseQr(text)).toEqual({ ok: false, error: failure })
  })

  test('mutated texts are read or refused, and what is read is written back the same', fuzzTimeout, () => {
    const mutation = fc.record({
      at: fc.nat(officialExample.length - 1),
      by: fc.string({ minLength: 0, maxLength: 3 }),
    })
    const property = fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      let text = officialExample
      for (const { at, by } of mutations) text = text.slice(0, at) + by + text.slice(at + 1)
      const fields = parseQr(text)
      if (fields.ok) expect(qrPayload(fields.value)).toBe(text)
    })
    fc.assert(property, { numRuns: fuzzRuns(2000), seed: 8 })
  })
})
