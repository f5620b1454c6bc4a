import { describe, expect, test } from 'vitest'
import { annexF } from './annex-f.fixture.ts'
import type { Bon } from './bon.ts'
import { bookings } from './bookings.fixture.ts'
import { bonOf, exampleClosing, lineOf, paid } from './closing.fixture.ts'
import type { Closing } from './closing.ts'
import { fine } from './decimal.ts'
import { closingRows } from './rows/closing-rows.ts'
import { DEFAULT_SETTINGS } from './settings.ts'
import type { Row, TableName } from './tables/all.ts'
import { addToTally, emptyTally } from './tally.ts'

function close(bons: readonly Bon[], closing: Partial<Closing> = {}) {
  const tally = emptyTally('EUR')
  for (const bon of bons) addToTally(tally, bon)
  return closingRows({ ...exampleClosing, ...closing }, tally, DEFAULT_SETTINGS)
}

function rowsOf<T extends TableName>(table: T, bons: readonly Bon[], closing: Partial<Closing> = {}) {
  const rows = close(bons, closing)
  if (!rows.ok) throw new TypeError(rows.error.kind)
  return rows.value.flatMap((entry) => (entry.table === table ? [entry.row as Row<T>] : []))
}

describe('the worked example of annex F', () => {
  test('adds the business cases up', () => {
    const sums = rowsOf('businesscases', annexF).map((row) => [
      row.GV_TYP,
      row.UST_SCHLUESSEL,
      row.Z_UMS_BRUTTO,
      row.Z_UMS_NETTO,
      row.Z_UST,
    ])
    expect(sums).toEqual([
      ['Geldtransit', 5, fine(25_000), fine(25_000), 0],
      ['Umsatz', 1, fine(500), fine(420), fine(80)],
      ['Umsatz', 2, fine(1150), fine(1075), fine(75)],
      ['Privatentnahme', 5, fine(-500), fine(-500), 0],
      ['Anzahlungseinstellung', 2, fine(350), fine(327), fine(23)],
      ['Anzahlungsaufloesung', 2, fine(-350), fine(-327), fine(-23)],
      ['Forderungsentstehung', 2, fine(-150), fine(-140), fine(-10)],
      ['Forderungsaufloesung', 2, fine(150), fine(140), fine(10)],
    ])
  })

  test('adds payments and cash up', () => {
    const paidSums = rowsOf('payment', annexF).map((row) => [
      row.ZAHLART_TYP,
      row.ZAHLART_NAME,
      row.Z_ZAHLART_BETRAG,
    ])
    expect(paidSums).toEqual([
      ['Bar', null, 25_700],
      ['Kreditkarte', 'Mastercard', 450],
      ['Keine', null, 0],
    ])
    expect(rowsOf('cash_per_currency', annexF)).toMatchObject([
      { ZAHLART_WAEH: 'EUR', ZAHLART_BETRAG_WAEH: 25_700 },
    ])
  })

  test('has its totals and its first and last Bon', () => {
    expect(rowsOf('cashpointclosing', annexF)).toMatchObject([
      {
        Z_SE_ZAHLUNGEN: 26_150,
        Z_SE_BARZAHLUNGEN: 25_700,
        Z_START_ID: '1',
        Z_ENDE_ID: '12',
        TAXONOMIE_VERSION: '2.4',
        Z_BUCHUNGSTAG: null,
      },
    ])
  })

  test('business cases and payments have the same sum', () => {
    const cases = rowsOf('businesscases', annexF).reduce((sum, row) => sum + row.Z_UMS_BRUTTO, 0)
    expect(cases).toBe(fine(26_150))
  })
})

describe('a closing', () => {
  test('counts neither voided lines nor cancelled Bons nor anything but Belege', () => {
    const voided = bonOf(
      1,
      'Beleg',
      [lineOf('Umsatz', 100, 2), lineOf('Umsatz', 50, 1, { voided: true })],
      [paid('Bar', 100)],
    )
    const cancelled = bonOf(2, 'Beleg', [lineOf('Umsatz', 900, 2)], [paid('Bar', 900)], { cancelled: true })
    const training = bonOf(3, 'AVTraining', [lineOf('Umsatz', 700, 3)], [paid('Bar', 700)])
    const bons = [voided, cancelled, training]
    expect(rowsOf('businesscases', bons)).toMatchObject([{ UST_SCHLUESSEL: 2, Z_UMS_BRUTTO: fine(100) }])
    expect(rowsOf('payment', bons)).toMatchObject([{ Z_ZAHLART_BETRAG: 100 }])
    expect(rowsOf('cashpointclosing', bons)).toMatchObject([{ Z_ENDE_ID: '3' }])
    expect(rowsOf('vat', bons).map((row) => row.UST_SCHLUESSEL)).toEqual([1, 2, 3])
  })

  test('keeps agencies, own names and payment names apart', () => {
    const lines = [
      lineOf('Umsatz', 1000, 1),
      lineOf('Umsatz', 1000, 1, { agencyId: 3 }),
      lineOf('Umsatz', 500, 1, { typeName: 'Theke' }),
    ]
    const bon = bonOf(1, 'Beleg', lines, [
      paid('Kreditkarte', 1500),
      paid('Kreditkarte', 1000, { name: 'Visa' }),
    ])
    expect(rowsOf('businesscases', [bon]).map((row) => [row.AGENTUR_ID, row.GV_NAME])).toEqual([
      [0, null],
      [3, null],
      [0, 'Theke'],
    ])
    expect(rowsOf('payment', [bon]).map((row) => row.Z_ZAHLART_BETRAG)).toEqual([1500, 1000])
  })

  test('adds net amounts up where every line gives them', () => {
    const share = { vatKey: 2, gross: null, net: fine(187), vat: fine(13) }
    const bons = [1, 2].map((number) =>
      bonOf(number, 'Beleg', [lineOf('Umsatz', 200, 2, { vat: [share] })], [paid('Bar', 200)]),
    )
    expect(rowsOf('businesscases', bons)).toMatchObject([
      { Z_UMS_BRUTTO: fine(400), Z_UMS_NETTO: fine(374), Z_UST: fine(26) },
    ])
  })

  test('states foreign cash in its own currency and in the sum in euros', () => {
    const { bon } = bookings.find(({ name }) => name === 'paid in Swiss francs') ?? {}
    const bons = bon ? [bon] : []
    expect(rowsOf('cash_per_currency', bons)).toMatchObject([
      { ZAHLART_WAEH: 'CHF', ZAHLART_BETRAG_WAEH: 170 },
    ])
    expect(rowsOf('cashpointclosing', bons)).toMatchObject([{ Z_SE_BARZAHLUNGEN: 180 }])
  })

  test('names its booking day only where it was closed on another one', () => {
    const [row] = rowsOf('cashpointclosing', annexF, { createdAt: '2026-11-22T23:30:00.000Z' })
    expect(row).toMatchObject({ Z_BUCHUNGSTAG: '2026-11-22', Z_ERSTELLUNG: '2026-11-23T00:30:00' })
  })

  test('marks VAT that could not be determined', () => {
    const claim = bonOf(1, 'Beleg', [lineOf('Forderungsentstehung', -100, 7)], [paid('Bar', -100)])
    expect(rowsOf('cashregister', [claim])).toMatchObject([{ KEINE_UST_ZUORDNUNG: '1' }])
    expect(rowsOf('cashregister', annexF)).toMatchObject([{ KEINE_UST_ZUORDNUNG: '0' }])
  })

  test('is refused without Bons, without a tax number and with a VAT key nobody declared', () => {
    const company = { ...exampleClosing.company, taxNumber: null, vatId: null }
    expect(close([])).toEqual({ ok: false, error: { kind: 'noBons', closing: 1 } })
    expect(close(annexF, { company })).toEqual({ ok: false, error: { kind: 'noTaxNumber', closing: 1 } })
    expect(close(annexF, { vatRates: [] })).toEqual({
      ok: false,
      error: { kind: 'unknownVatKey', closing: 1, vatKey: 1 },
    })
  })

  test('splits a long certificate over its columns', () => {
    const tse = {
      id: 1,
      serial: 'ab'.repeat(32),
      algorithm: 'ecdsa-plain-SHA256',
      logTimeFormat: 'unixTime' as const,
      processDataEncoding: 'UTF-8' as const,
      publicKey: 'BA==',
      certificate: `${'A'.repeat(1000)}${'B'.repeat(1000)}C`,
    }
    const [row] = rowsOf('tse', annexF, { tses: [tse] })
    expect(row).toMatchObject({ TSE_ZERTIFIKAT_II: 'B'.repeat(1000), TSE_ZERTIFIKAT_III: 'C' })
  })
})
