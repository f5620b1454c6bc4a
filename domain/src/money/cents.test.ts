import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cents, formatAmount, formatEuro, formatFiscal, parseEuro, sumCents, ZERO } from './cents.ts'

const amounts = fc.maxSafeInteger().map(cents)

describe('cents', () => {
  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53)])('%s is no amount', (value) => {
    expect(() => cents(value)).toThrow(RangeError)
  })

  test('a negative zero becomes a plain one, so that it never shows as -0,00', () => {
    expect(Object.is(cents(-0), 0)).toBe(true)
  })
})

describe('sumCents', () => {
  test('nothing sums to zero', () => {
    expect(sumCents([])).toBe(ZERO)
  })

  test('amounts of both signs sum', () => {
    expect(sumCents([cents(250), cents(-300), cents(1)])).toBe(-49)
  })

  test('a sum beyond the safe integers is refused rather than rounded', () => {
    expect(() => sumCents([cents(Number.MAX_SAFE_INTEGER), cents(1)])).toThrow(RangeError)
  })
})

describe('notation', () => {
  test.each([
    [0, '0,00', '0.00'],
    [5, '0,05', '0.05'],
    [-5, '-0,05', '-0.05'],
    [50, '0,50', '0.50'],
    [190, '1,90', '1.90'],
    [-99_999, '-999,99', '-999.99'],
    [100_000, '1.000,00', '1000.00'],
    [123_450, '1.234,50', '1234.50'],
    [-123_456_789, '-1.234.567,89', '-1234567.89'],
  ])('%i cents read %s on paper and %s in fiscal strings', (amount, german, fiscal) => {
    expect(formatAmount(cents(amount))).toBe(german)
    expect(formatFiscal(cents(amount))).toBe(fiscal)
  })

  test('the euro sign follows after a blank', () => {
    expect(formatEuro(cents(123_450))).toBe('1.234,50 €')
  })

  test('every amount has two decimals and loses nothing in either notation', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(formatFiscal(amount)).toMatch(/^-?(0|[1-9]\d*)\.\d{2}$/)
        expect(Number(formatFiscal(amount).replace('.', ''))).toBe(amount)
        expect(formatAmount(amount)).toMatch(/^-?(0|[1-9]\d{0,2}(\.\d{3})*),\d{2}$/)
        expect(Number(formatAmount(amount).replace(/[.,]/g, ''))).toBe(amount)
      }),
    )
  })
})

describe('parseEuro', () => {
  test.each([
    ['3', 300],
    ['3,5', 350],
    ['3,50', 350],
    ['3.50', 350],
    ['0,05', 5],
    ['-0,05', -5],
    ['-12', -1200],
    [' 7,20 ', 720],
    ['007', 700],
    ['999999999,99', 99_999_999_999],
  ])('%j is %i cents', (text, expected) => {
    expect(parseEuro(text)).toBe(expected)
  })

  test.each([
    '',
    '-',
    ',5',
    '3,',
    '3,505',
    '1.234,50',
    '1.234',
    '+3',
    '3 €',
    '3,5,0',
    '1e3',
    '0x10',
    '٣',
    '1234567890',
  ])('%j is no amount', (text) => {
    expect(parseEuro(text)).toBeNull()
  })

  test('what is formatted without grouping reads back as the same amount', () => {
    const typed = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }).map(cents)
    fc.assert(
      fc.property(typed, (amount) => {
        expect(parseEuro(formatFiscal(amount))).toBe(amount)
        expect(parseEuro(formatAmount(amount).replaceAll('.', ''))).toBe(amount)
      }),
    )
  })

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => parseEuro(text) === null || /\d/.test(text)))
  })
})
