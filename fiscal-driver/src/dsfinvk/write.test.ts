import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { annexF } from '@brotkasten/domain/dsfinvk/annex-f.fixture'
import type { Bon } from '@brotkasten/domain/dsfinvk/bon'
import { bookings } from '@brotkasten/domain/dsfinvk/bookings.fixture'
import { bonOf, exampleClosing, lineOf, paid } from '@brotkasten/domain/dsfinvk/closing.fixture'
import { fine } from '@brotkasten/domain/dsfinvk/decimal'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openDsfinvk } from './read.ts'
import { syntheticClosings } from './synthetic.ts'
import { supplier, tablesOf, tempFolder, writtenZip } from './test-package.fixture.ts'
import { writeDsfinvk } from './write.ts'

const closed = (bons: readonly Bon[], more: Partial<typeof exampleClosing> = {}) => ({
  closings: [{ closing: { ...exampleClosing, ...more }, bons }],
})

async function roundTrip(source: Parameters<typeof writtenZip>[1]) {
  await using folder = await tempFolder()
  const path = await writtenZip(folder.path, source)
  if (!path.ok) throw new TypeError(JSON.stringify(path.error))
  const tables = await tablesOf(path.value)
  if (!tables.ok) throw new TypeError(JSON.stringify(tables.error))
  return tables.value
}

describe('a package', () => {
  test('has all 20 tables, each with its header, the index and the DTD', async () => {
    await using folder = await tempFolder()
    const path = await writtenZip(folder.path, closed(annexF))
    const opened = await openDsfinvk(path.ok ? path.value : '')
    if (!opened.ok) throw new TypeError(opened.error.kind)
    expect(opened.value.names).toHaveLength(22)
    expect(opened.value.names.slice(0, 3)).toEqual([
      'index.xml',
      'gdpdu-01-09-2004.dtd',
      'cashpointclosing.csv',
    ])
    for (const table of opened.value.tables) {
      const first = await opened.value.records(table).next()
      const header = first.done || !first.value.ok ? null : first.value.value[0]
      expect(header).toEqual({ row: 1, cells: table.columns.map(({ name }) => name) })
    }
    await opened.value.close()
  })

  test('says of annex F what the specification prints', async () => {
    const tables = await roundTrip(closed(annexF))
    const cases = tables['businesscases.csv']?.map((row) => [
      row.GV_TYP,
      row.UST_SCHLUESSEL,
      row.Z_UMS_BRUTTO,
    ])
    expect(cases).toEqual([
      ['Geldtransit', '5', '250,00000'],
      ['Umsatz', '1', '5,00000'],
      ['Umsatz', '2', '11,50000'],
      ['Privatentnahme', '5', '-5,00000'],
      ['Anzahlungseinstellung', '2', '3,50000'],
      ['Anzahlungsaufloesung', '2', '-3,50000'],
      ['Forderungsentstehung', '2', '-1,50000'],
      ['Forderungsaufloesung', '2', '1,50000'],
    ])
    expect(tables['cashpointclosing.csv']).toMatchObject([
      { Z_SE_ZAHLUNGEN: '261,50', Z_SE_BARZAHLUNGEN: '257,00', Z_START_ID: '1', Z_ENDE_ID: '12' },
    ])
    expect(tables['cash_per_currency.csv']).toMatchObject([
      { ZAHLART_WAEH: 'EUR', ZAHLART_BETRAG_WAEH: '257,00' },
    ])
    expect(tables['payment.csv']?.map((row) => row.Z_ZAHLART_BETRAG)).toEqual(['257,00', '4,50', '0,00'])
    expect(tables['transactions_vat.csv']?.[1]).toMatchObject({ BON_BRUTTO: '2,50', BON_NETTO: '2,10' })
  })

  test('is the same package for the same data', async () => {
    const hashes = []
    for (let time = 0; time < 2; time++) {
      await using folder = await tempFolder()
      const path = await writtenZip(folder.path, closed(bookings.map(({ bon }) => bon)))
      hashes.push(
        createHash('sha256')
          .update(await readFile(path.ok ? path.value : ''))
          .digest('hex'),
      )
    }
    expect(hashes[0]).toBe(hashes[1])
  })

  test('holds several closings and tills, one after the other', async () => {
    const other = { ...exampleClosing, registerId: 'kasse-2' }
    const tables = await roundTrip({
      closings: [
        { closing: exampleClosing, bons: annexF },
        { closing: { ...exampleClosing, number: 2 }, bons: annexF.slice(0, 3) },
        { closing: other, bons: annexF.slice(1, 2) },
      ],
    })
    expect(tables['cashpointclosing.csv']?.map((row) => [row.Z_KASSE_ID, row.Z_NR])).toEqual([
      ['kasse-1', '1'],
      ['kasse-1', '2'],
      ['kasse-2', '1'],
    ])
    expect(tables['transactions.csv']).toHaveLength(12 + 3 + 1)
  })

  test('declares the certificate columns it needs, and refuses a certificate that has no room', async () => {
    const tse = {
      id: 1,
      serial: 'ab'.repeat(32),
      algorithm: 'ecdsa-plain-SHA256',
      logTimeFormat: 'unixTime' as const,
      processDataEncoding: 'UTF-8' as const,
      publicKey: 'BA==',
      certificate: 'A'.repeat(2500),
    }
    const tables = await roundTrip({ ...closed(annexF, { tses: [tse] }), certificateBlocks: 3 })
    expect(tables['tse.csv']).toMatchObject([{ TSE_ZERTIFIKAT_III: 'A'.repeat(500) }])
    await using folder = await tempFolder()
    const refused = await writtenZip(folder.path, closed(annexF, { tses: [tse] }))
    expect(refused).toEqual({ ok: false, error: { kind: 'certificateTooLong', closing: 1, blocks: 3 } })
  })
})

test('a row that cannot be written is named, nothing reaches the output and the spool is gone', async () => {
  await using folder = await tempFolder()
  const long = bonOf(7, 'Beleg', [lineOf('Umsatz', 100, 2, { text: 'x'.repeat(256) })], [paid('Bar', 100)])
  let touched = false
  const output = new Writable({
    write(_chunk, _encoding, done) {
      touched = true
      done()
    },
  })
  const source = { supplier, madeAt: new Date(0), tempFolder: folder.path, ...closed([long]) }
  expect(await writeDsfinvk(source, output)).toEqual({
    ok: false,
    error: { kind: 'tooLong', table: 'lines', column: 'ARTIKELTEXT', id: '7' },
  })
  expect(touched).toBe(false)
  expect(await readdir(folder.path)).toEqual([])
})

test('an output that breaks rejects, and the spool is gone', async () => {
  await using folder = await tempFolder()
  const output = new Writable({ write: (_chunk, _encoding, done) => done(new Error('disk full')) })
  const source = { supplier, madeAt: new Date(0), tempFolder: folder.path, ...closed(annexF) }
  await expect(writeDsfinvk(source, output)).rejects.toThrow('disk full')
  expect(await readdir(folder.path)).toEqual([])
})

const text = fc
  .string({
    unit: fc.oneof(
      {
        weight: 5,
        arbitrary: fc.constantFrom('a', 'Ä', 'ß', '€', '😀', ';', '"', '\r', '\n', '\t', ' ', '=', '-', ','),
      },
      fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
    ),
    minLength: 1,
    maxLength: 60,
  })
  .filter((value) => !/[^\P{Cc}\t\r\n]/u.test(value) && value.isWellFormed() && value.trim() !== '')

test('whatever is written the independent reader reads', async () => {
  const bons = fc.array(
    fc.record({ text, amount: fc.integer({ min: -9_999_999, max: 9_999_999 }), note: fc.option(text) }),
    { minLength: 1, maxLength: 8 },
  )
  await fc.assert(
    fc.asyncProperty(bons, async (cases) => {
      const made = cases.map(({ text: name, amount, note }, at) =>
        bonOf(at + 1, 'Beleg', [lineOf('Umsatz', amount, 2, { text: name })], [paid('Bar', amount)], {
          note,
        }),
      )
      const tables = await roundTrip(closed(made))
      expect(tables['lines.csv']?.map((row) => row.ARTIKELTEXT)).toEqual(cases.map((each) => each.text))
      expect(tables['transactions.csv']?.map((row) => row.BON_NOTIZ)).toEqual(
        cases.map((each) => each.note ?? ''),
      )
      const amounts = tables['lines_vat.csv']?.map((row) => Number((row.POS_BRUTTO ?? '').replace(',', '')))
      expect(amounts).toEqual(cases.map((each) => Number(fine(each.amount))))
    }),
    { numRuns: 25 },
  )
}, 30_000)

test('synthetic receipts are the same each time and as many as asked for', async () => {
  const tables = await roundTrip({ closings: syntheticClosings(2500) })
  expect(tables['transactions.csv']).toHaveLength(2500)
  expect(tables['cashpointclosing.csv']).toHaveLength(3)
  expect(tables['transactions_tse.csv']?.at(-1)).toMatchObject({ TSE_TANR: '2500', BON_ID: '0000002500' })
})
