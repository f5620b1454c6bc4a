import { expect, test } from 'vitest'
import { grossOf } from './bon.ts'
import { bookings } from './bookings.fixture.ts'
import { exampleClosing } from './closing.fixture.ts'
import { kassenbelegOf } from './process-data-of-bon.ts'
import { bonRows } from './rows/bon-rows.ts'
import { closingKey } from './rows/keys.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

const context = {
  key: closingKey(exampleClosing, DEFAULT_SETTINGS),
  settings: DEFAULT_SETTINGS,
  tseIds: new Map<string, number>(),
  currency: 'EUR',
}

const tablesOf = (name: string) => {
  const bon = bookings.find((booking) => booking.name === name)?.bon
  const rows = bon && bonRows(bon, context)
  if (!rows?.ok) throw new TypeError(`no booking ${name}`)
  return Map.groupBy(rows.value, ({ table }) => table)
}
const rowsOf = (name: string, table: string) =>
  [...tablesOf(name)].flatMap(([of, rows]) => (of === table ? rows.map(({ row }) => row) : []))

test('the table of bookings has no case twice', () => {
  expect(new Set(bookings.map(({ name }) => name)).size).toBe(38)
})

test.each(bookings)('$name: signed as booked', ({ bon, processData }) => {
  if (processData !== null) expect(kassenbelegOf(bon)).toBe(processData)
})

test.each(bookings)('$name: lines, taxes and payments say the same', ({ bon }) => {
  const lines = bon.lines.filter((line) => line.voided !== true).flatMap((line) => line.vat)
  expect(lines.reduce((sum, share) => sum + grossOf(share), 0)).toBe(bon.gross * 1000)
  expect(bon.taxes.reduce((sum, tax) => sum + tax.gross, 0)).toBe(bon.gross)
  if (bon.type === 'Beleg') expect(bon.payments.reduce((sum, { amount }) => sum + amount, 0)).toBe(bon.gross)
})

test.each(bookings)('$name: has a head, a payment and a row per line', ({ bon }) => {
  const rows = bonRows(bon, context)
  const count = (of: string) => (rows.ok ? rows.value.filter(({ table }) => table === of).length : -1)
  expect([count('transactions'), count('lines'), count('transactions_vat')]).toEqual([
    1,
    bon.lines.length,
    bon.taxes.length,
  ])
  expect(count('datapayment')).toBe(Math.max(1, bon.payments.length))
})

test('a Bon without payment pays nothing, by the type Keine', () => {
  expect(rowsOf('redemption covering all', 'datapayment')).toMatchObject([
    { ZAHLART_TYP: 'Keine', BASISWAEH_BETRAG: 0, ZAHLWAEH_CODE: 'EUR' },
  ])
})

test('foreign money states both amounts', () => {
  expect(rowsOf('paid in Swiss francs', 'datapayment')).toMatchObject([
    { ZAHLWAEH_CODE: 'CHF', ZAHLWAEH_BETRAG: 170, BASISWAEH_BETRAG: 180 },
  ])
})

test('a reversed Bon keeps BON_STORNO 0 unless settings say otherwise', () => {
  const bon = bookings.find(({ name }) => name === 'Bon voided after signing')?.bon
  if (!bon) throw new TypeError('no such booking')
  const storno = (reversals: 'marked' | 'unmarked') => {
    const rows = bonRows(bon, { ...context, settings: { ...DEFAULT_SETTINGS, reversals } })
    return rows.ok ? rows.value[0] : null
  }
  expect(storno('unmarked')).toMatchObject({ row: { BON_STORNO: '0' } })
  expect(storno('marked')).toMatchObject({ row: { BON_STORNO: '1' } })
  expect(rowsOf('Bon voided after signing', 'references')).toMatchObject([
    { REF_TYP: 'Transaktion', REF_Z_KASSE_ID: 'kasse-1', REF_Z_NR: 1, REF_BON_ID: '2' },
  ])
})

test('a bundle is one line with a row per rate and its components', () => {
  expect(rowsOf('breakfast menu', 'lines')).toHaveLength(1)
  expect(rowsOf('breakfast menu', 'lines_vat')).toMatchObject([
    { UST_SCHLUESSEL: 1, POS_BRUTTO: 288_000 },
    { UST_SCHLUESSEL: 2, POS_BRUTTO: 162_000 },
  ])
  expect(rowsOf('breakfast menu', 'subitems')).toMatchObject([
    { ZI_NAME: 'Kaffee' },
    { ZI_NAME: 'Croissant' },
  ])
  expect(rowsOf('breakfast menu', 'allocation_groups')).toMatchObject([{ ABRECHNUNGSKREIS: 'Tisch 4' }])
})

test('a line of an agency and a line voided during input are marked', () => {
  expect(rowsOf('lottery on account of another', 'lines')).toMatchObject([{ AGENTUR_ID: 3 }])
  expect(rowsOf('line voided before payment', 'lines')).toMatchObject([{ P_STORNO: '0' }, { P_STORNO: '1' }])
})
