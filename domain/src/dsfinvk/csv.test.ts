import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyBytes } from './bytes.ts'
import { certificateBlocksFor, splitCertificate } from './certificate.ts'
import { headerOf, rowWriter } from './csv.ts'
import { putDecimal } from './csv-number.ts'
import { decimalsOf, fine, hundredThousandths } from './decimal.ts'
import { column, table } from './tables/column.ts'
import { CLOSING_KEY } from './tables/keys.ts'

const sample = table({ name: 'sample', logicalName: 'Probe', module: 'single' }, [
  column('TEXT', 'A255', 'mandatory', 'Text'),
  column('WHOLE', 'N0', 'conditional', 'Zahl'),
  column('QUANTITY', 'N3', 'conditional', 'Menge'),
  column('AMOUNT', 'N5', 'conditional', 'Betrag'),
])

/** One row as text, or the failure. Starts with few bytes, so that growing is part of every test. */
function encoder(...[of, settings]: Parameters<typeof rowWriter>) {
  const put = rowWriter(of, settings)
  return (row: Parameters<typeof put>[1]) => {
    const out = emptyBytes(1)
    return put(out, row) ?? new TextDecoder().decode(out.buffer.subarray(0, out.length))
  }
}
const encode = encoder(sample, { decimals: 'declared' })
const failure = (kind: string, of: string) => ({ kind, table: 'sample', column: of })

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
    expect(encode({ TEXT: text })).toBe(`${written};;;\r\n`)
  })

  test('has its header in the fixed order', () => {
    expect(headerOf(sample)).toBe('TEXT;WHOLE;QUANTITY;AMOUNT\r\n')
  })

  test('counts characters, not bytes or halves of a pair', () => {
    for (const letter of ['ß', '😀']) {
      expect(encode({ TEXT: letter.repeat(255) })).toBe(`${letter.repeat(255)};;;\r\n`)
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

test('a failure appends nothing, and rows of one closing share their key', () => {
  const keyed = table({ name: 'keyed', logicalName: 'Probe', module: 'single' }, [
    ...CLOSING_KEY,
    column('TEXT', 'A3', 'mandatory', 'Text'),
  ])
  const put = rowWriter(keyed, { decimals: 'declared' })
  const out = emptyBytes(16)
  const row = { Z_KASSE_ID: 'k;1', Z_ERSTELLUNG: '2026-11-22T18:00:00', Z_NR: 1, TEXT: 'a' }
  const outcomes = [
    row,
    { ...row, TEXT: 'abcd' },
    { ...row, TEXT: 'b' },
    { ...row, Z_NR: 2 },
    { TEXT: 'c' },
  ].map((each) => put(out, each)?.kind ?? 'written')
  expect(outcomes).toEqual(['written', 'tooLong', 'written', 'written', 'missing'])
  const key = '"k;1";2026-11-22T18:00:00'
  expect(new TextDecoder().decode(out.buffer.subarray(0, out.length))).toBe(
    `${key};1;a\r\n${key};1;b\r\n${key};2;a\r\n`,
  )
})

test('UTF-8 is written as the platform writes it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (text) => {
      const written = encode({ TEXT: `x${text}x` })
      const plain = /[^\P{Cc}\t\r\n]/u.test(text) || !text.isWellFormed()
      if (plain) return typeof written !== 'string'
      const quoted = /[;"\r\n]/.test(text) ? `"x${text.replaceAll('"', '""')}x"` : `x${text}x`
      return written === `${quoted};;;\r\n`
    }),
  )
})

describe('numbers', () => {
  test.each([
    [0, 0, 0, '0,000', '0,00000', '0,00'],
    [815, 2000, fine(-190), '2,000', '-1,90000', '-1,90'],
    [1, -1500, hundredThousandths(123_456_700), '-1,500', '1234,56700', '1234,567'],
    [1, 1, hundredThousandths(-5), '0,001', '-0,00005', '-0,00005'],
  ])('%i, %i and %i are written exactly', (whole, quantity, amount, three, declared, needed) => {
    const row = { TEXT: 'a', WHOLE: whole, QUANTITY: quantity, AMOUNT: amount }
    expect(encode(row)).toBe(`a;${whole};${three};${declared}\r\n`)
    expect(encoder(sample, { decimals: 'needed' })(row)).toMatch(new RegExp(`;${needed}\r\n$`))
  })

  test('a printed VAT sum shows two decimals and is refused where it has more', () => {
    const vat = encoder({ ...sample, name: 'transactions_vat' }, { decimals: 'declared' })
    expect(vat({ TEXT: 'a', AMOUNT: fine(484) })).toBe('a;;;4,84\r\n')
    expect(vat({ TEXT: 'a', AMOUNT: hundredThousandths(484_001) })).toMatchObject({ kind: 'badNumber' })
  })

  test('what is written reads back as the same integer', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(2, 3, 5), (value, scale) => {
        const out = emptyBytes(1)
        putDecimal(out, value, scale, decimalsOf(value, scale, 2))
        const text = new TextDecoder().decode(out.buffer.subarray(0, out.length))
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
