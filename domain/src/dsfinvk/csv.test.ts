import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { certificateBlocksFor, splitCertificate } from './certificate.ts'
import { headerOf, rowEncoder } from './csv.ts'
import { decimalsOf, fine, formatDecimal, hundredThousandths } from './decimal.ts'
import { column, table } from './tables/column.ts'

const sample = table({ name: 'sample', logicalName: 'Probe', module: 'single' }, [
  column('TEXT', 'A255', 'mandatory', 'Text'),
  column('WHOLE', 'N0', 'conditional', 'Zahl'),
  column('QUANTITY', 'N3', 'conditional', 'Menge'),
  column('AMOUNT', 'N5', 'conditional', 'Betrag'),
])
const encode = rowEncoder(sample, { decimals: 'declared' })
const ok = (record: string) => ({ ok: true, value: record })
const failure = (kind: string, of: string) => ({ ok: false, error: { kind, table: 'sample', column: of } })

describe('a record', () => {
  test.each([
    ['Brot', 'Brot'],
    ['a;b', '"a;b"'],
    ['sagt "ja"', '"sagt ""ja"""'],
    ['zwei\r\nZeilen', '"zwei\r\nZeilen"'],
    ['zwei\nZeilen', '"zwei\nZeilen"'],
    [' vorn', '" vorn"'],
    ['hinten ', '"hinten "'],
    ['=SUMME(A1)', '=SUMME(A1)'],
    ["it's; 5 €", '"it\'s; 5 €"'],
  ])('%j is written as %j', (text, written) => {
    expect(encode({ TEXT: text })).toEqual(ok(`${written};;;\r\n`))
  })

  test('has its header in the fixed order', () => {
    expect(headerOf(sample)).toBe('TEXT;WHOLE;QUANTITY;AMOUNT\r\n')
  })

  test('counts characters, not bytes or halves of a pair', () => {
    for (const letter of ['ß', '😀']) {
      expect(encode({ TEXT: letter.repeat(255) }).ok).toBe(true)
      expect(encode({ TEXT: letter.repeat(256) })).toEqual(failure('tooLong', 'TEXT'))
    }
  })

  test.each([
    [{ TEXT: '' }, 'missing', 'TEXT'],
    [{ TEXT: null }, 'missing', 'TEXT'],
    [{ TEXT: 'a\u0000b' }, 'badCharacter', 'TEXT'],
    [{ TEXT: '\ud800' }, 'badCharacter', 'TEXT'],
    [{ TEXT: 'a', WHOLE: 1.5 }, 'badNumber', 'WHOLE'],
    [{ TEXT: 'a', AMOUNT: Number.NaN }, 'badNumber', 'AMOUNT'],
  ])('%j is refused as %s in %s', (row, kind, of) => {
    expect(encode(row)).toEqual(failure(kind, of))
  })
})

describe('numbers', () => {
  test.each([
    [0, 0, 0, '0,00000', '0,00'],
    [815, 2000, fine(-190), '-1,90000', '-1,90'],
    [1, -1500, hundredThousandths(123_456_700), '1234,56700', '1234,567'],
    [1, 1, hundredThousandths(-5), '-0,00005', '-0,00005'],
  ])('%i, %i and %i are written exactly', (whole, quantity, amount, declared, needed) => {
    const row = { TEXT: 'a', WHOLE: whole, QUANTITY: quantity, AMOUNT: amount }
    const three = formatDecimal(quantity, 3)
    expect(encode(row)).toEqual(ok(`a;${whole};${three};${declared}\r\n`))
    const short = rowEncoder(sample, { decimals: 'needed' })(row)
    expect(short.ok && short.value.endsWith(`;${needed}\r\n`)).toBe(true)
  })

  test('a printed VAT sum shows two decimals and is refused where it has more', () => {
    const vat = rowEncoder({ ...sample, name: 'transactions_vat' }, { decimals: 'declared' })
    expect(vat({ TEXT: 'a', AMOUNT: fine(484) })).toEqual(ok('a;;;4,84\r\n'))
    expect(vat({ TEXT: 'a', AMOUNT: hundredThousandths(484_001) }).ok).toBe(false)
  })

  test('what is written reads back as the same integer', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(2, 3, 5), (value, scale) => {
        const text = formatDecimal(value, scale, decimalsOf(value, scale, 2)) ?? ''
        const [whole = '', fraction = ''] = text.replace('-', '').split(',')
        const read = BigInt(whole + fraction.padEnd(scale, '0')) * (text.startsWith('-') ? -1n : 1n)
        return read === BigInt(value) && /^-?\d+,\d{2,5}$/.test(text)
      }),
    )
  })
})

test.each([0, 1, 999, 1000, 1001, 2000, 2001, 4500])(
  'a certificate of %i characters survives its split',
  (length) => {
    const certificate = Array.from({ length }, (_, at) => 'ABCDEFGHIJKLM'[at % 13]).join('')
    const blocks = splitCertificate(certificate)
    expect(blocks.join('')).toBe(certificate)
    expect(blocks).toHaveLength(Math.max(1, Math.ceil(length / 1000)))
    expect(blocks.every((block) => block.length <= 1000)).toBe(true)
    expect(certificateBlocksFor([certificate, ''])).toBe(Math.max(2, Math.ceil(length / 1000)))
  },
)
