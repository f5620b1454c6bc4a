import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { annexF } from '@brotkasten/domain/dsfinvk/annex-f.fixture'
import type { Bon } from '@brotkasten/domain/dsfinvk/bon'
import { bonOf, exampleClosing, lineOf, paid } from '@brotkasten/domain/dsfinvk/closing.fixture'
import { describe, expect, test } from 'vitest'
import { RULES } from './check/finding.ts'
import { type CheckReport, checkDsfinvk } from './check.ts'
import { signedBons, signedBy, signedClosing } from './signed-bons.fixture.ts'
import { type Files, laid, packed, tempFolder, unpacked, writtenZip } from './test-package.fixture.ts'
import type { DsfinvkExport } from './write.ts'

type Source = Omit<DsfinvkExport, 'supplier' | 'madeAt' | 'tempFolder'>

const good: Source = { closings: [{ closing: signedClosing, bons: signedBons }] }

async function filesOf(source: Source): Promise<Files> {
  await using folder = await tempFolder()
  const zip = await writtenZip(folder.path, source)
  if (!zip.ok) throw new TypeError(JSON.stringify(zip.error))
  return await unpacked(zip.value)
}

async function check(files: Files): Promise<CheckReport> {
  await using folder = await tempFolder()
  const inner = join(folder.path, 'unpacked')
  await mkdir(inner)
  return await checkDsfinvk(await laid(inner, files))
}

const rulesOf = (report: CheckReport) => Object.keys(report.counts.findings).toSorted()
const goodFiles = await filesOf(good)
const changed = (bons: readonly Bon[], name: (bon: Bon) => boolean, change: (bon: Bon) => Bon): Source => ({
  closings: [{ closing: signedClosing, bons: bons.map((bon) => (name(bon) ? change(bon) : bon)) }],
})

type Cells = Record<string, string>
/** Changes the cells of the rows that hold all the given ones; throws where there is none. */
function edited(file: string, where: Cells, to: Cells | null, files = goodFiles): Files {
  const [head = '', ...lines] = (files[file] ?? '').split('\r\n')
  const columns = head.split(';')
  let hits = 0
  const edit = (line: string): string[] => {
    const cells = line.split(';')
    if (!Object.entries(where).every(([column, value]) => cells[columns.indexOf(column)] === value))
      return [line]
    hits += 1
    return to === null ? [] : [columns.map((column, at) => to[column] ?? cells[at] ?? '').join(';')]
  }
  const kept = lines.flatMap((line) => (line === '' ? [line] : edit(line)))
  if (hits === 0) throw new TypeError(`nothing to change in ${file}`)
  return { ...files, [file]: [head, ...kept].join('\r\n') }
}

describe('a good package', () => {
  test('breaks no rule, and every signature is checked', async () => {
    const report = await check(goodFiles)
    expect(report.findings).toEqual([])
    expect(report).toMatchObject({
      valid: true,
      counts: { closings: 1, bons: 38, signatures: { verified: 37, failed: 0, notCheckable: 0 } },
    })
    expect(report.counts.rows['transactions_tse.csv']).toBe(38)
  })

  test.each<[string, Source]>([
    ['annex F', { closings: [{ closing: exampleClosing, bons: annexF }] }],
    ['timestamps with offset', { ...good, settings: { timestamps: 'offset' } }],
    ['as few decimals as needed', { ...good, settings: { decimals: 'needed' } }],
    ['reversals that are marked and count', { ...good, settings: { reversals: 'marked' } }],
    [
      'Bons that are cancelled and do not count',
      {
        closings: [
          {
            closing: exampleClosing,
            bons: annexF.map((bon) => (bon.number === 2 ? { ...bon, cancelled: true } : bon)),
          },
        ],
      },
    ],
    [
      'the hour that comes twice',
      {
        closings: [
          {
            closing: { ...exampleClosing, createdAt: '2026-10-25T02:00:00.000Z' },
            bons: [
              bonOf(1, 'Beleg', [lineOf('Umsatz', 100, 2)], [paid('Bar', 100)], {
                start: '2026-10-25T00:59:50.000Z',
                end: '2026-10-25T01:00:10.000Z',
              }),
            ],
          },
        ],
      },
    ],
  ])('with %s is valid', async (_name, source) => {
    const report = await check(await filesOf(source))
    expect(report.findings).toEqual([])
    expect(report.valid).toBe(true)
  })

  test('of another maker is valid: LF, marks, grouping, files left out', async () => {
    const grouped = (text: string) => text.replaceAll(/(\d)(\d{3},\d{2,5})(?=[;\r])/g, '$1.$2')
    const other = Object.fromEntries(
      Object.entries(goodFiles).map(([name, text]) => [
        name,
        name.endsWith('.csv') ? `\uFEFF${grouped(text).replaceAll('\r\n', '\n')}` : text,
      ]),
    )
    const report = await check(other)
    expect(other['lines_vat.csv']).toContain('\n')
    expect(report.findings).toEqual([])
    const { 'allocation_groups.csv': _, ...fewer } = goodFiles
    const index = (fewer['index.xml'] ?? '').replace(/<Table>\s*<URL>allocation_groups[\s\S]*?<\/Table>/, '')
    expect((await check({ ...fewer, 'index.xml': index })).valid).toBe(true)
  })
})

const resigned = (name: string, change: (bon: Bon) => Bon): Source =>
  changed(signedBons, (bon) => bon.id === name, change)
const wrongText = { processType: 'Kassenbeleg-V1', transactionNumber: 1 }

describe('a broken rule is found, and no other', () => {
  const bonOne = { BON_ID: '1' }
  const transfer = { BON_ID: '23' }
  const cases: [string, string, Files][] = [
    [
      'structure',
      'a field too many',
      { ...goodFiles, 'allocation_groups.csv': `${goodFiles['allocation_groups.csv']?.trimEnd()};x\r\n` },
    ],
    [
      'structure',
      'another header',
      { ...goodFiles, 'references.csv': (goodFiles['references.csv'] ?? '').replace('REF_NAME', 'NAME') },
    ],
    ['structure', 'no header', { ...goodFiles, 'slaves.csv': '' }],
    ['uniqueKeys', 'a receipt number twice', edited('transactions.csv', bonOne, { BON_NR: '2' })],
    ['parents', 'a Bon nobody knows', edited('allocation_groups.csv', {}, { BON_ID: '99' })],
    ['parents', 'a line nobody knows', edited('subitems.csv', {}, { POS_ZEILE: '99' })],
    [
      'parents',
      'another time of closing',
      edited('location.csv', {}, { Z_ERSTELLUNG: '2026-11-22T18:00:01' }),
    ],
    ['closingBounds', 'a first Bon nobody knows', edited('cashpointclosing.csv', {}, { Z_START_ID: '99' })],
    ['declared', 'a terminal nobody described', edited('transactions.csv', bonOne, { TERMINAL_ID: 't-9' })],
    ['declared', 'an agency nobody described', edited('pa.csv', {}, null)],
    [
      'declared',
      'a VAT key nobody described',
      edited('itemamounts.csv', { TYP: 'discount' }, { UST_SCHLUESSEL: '8' }),
    ],
    [
      'enumerations',
      'a price part of another name',
      edited('itemamounts.csv', { TYP: 'discount' }, { TYP: 'Rabatt' }),
    ],
    ['bonTotals', 'another total', edited('transactions.csv', transfer, { UMS_BRUTTO: '40,01' })],
    [
      'bonTotals',
      'a net that does not fit',
      edited('transactions_vat.csv', transfer, { BON_NETTO: '37,00' }),
    ],
    ['lineTotals', 'another line', edited('lines_vat.csv', transfer, { POS_BRUTTO: '40,02000' })],
    [
      'closingTotals',
      'other payments',
      edited('payment.csv', { ZAHLART_TYP: 'Keine' }, { Z_ZAHLART_BETRAG: '0,01' }),
    ],
    [
      'closingTotals',
      'other cash',
      edited('cash_per_currency.csv', { ZAHLART_WAEH: 'CHF' }, { ZAHLART_BETRAG_WAEH: '1,71' }),
    ],
    ['closingTotals', 'another head', edited('cashpointclosing.csv', {}, { Z_SE_BARZAHLUNGEN: '1,00' })],
    [
      'closingTotals',
      'a business case left out',
      edited('businesscases.csv', { GV_TYP: 'Lohnzahlung' }, null),
    ],
    [
      'closingTotals',
      'a net that does not fit',
      edited('businesscases.csv', { GV_TYP: 'Lohnzahlung' }, { Z_UMS_NETTO: '-49,00' }),
    ],
    ['taxNumber', 'no tax number', edited('cashpointclosing.csv', {}, { STNR: '', USTID: '' })],
    [
      'times',
      'an end before the beginning',
      edited('transactions.csv', bonOne, { BON_ENDE: '2026-11-22T08:00:59' }),
    ],
    [
      'times',
      'a transaction long before its Bon',
      edited('transactions_tse.csv', bonOne, { TSE_TA_START: '2026-11-22T06:00:00.000Z' }),
    ],
    ['times', 'no time', edited('transactions.csv', bonOne, { BON_ENDE: 'heute' })],
    ['tseComplete', 'half a signature', edited('transactions_tse.csv', bonOne, { TSE_TA_START: '' })],
    [
      'tseComplete',
      'a Beleg without signature or reason',
      edited('transactions_tse.csv', { BON_ID: '33' }, null),
    ],
    [
      'signatures',
      'another signature',
      edited('transactions_tse.csv', bonOne, { TSE_TA_SIG: `AAAA${'B'.repeat(82)}==` }),
    ],
    ['signatures', 'another serial number', edited('tse.csv', {}, { TSE_SERIAL: 'ab'.repeat(32) })],
    ['signatures', 'another till', edited('cashregister.csv', {}, { KASSE_SERIENNR: 'BK-0007-02' })],
    [
      'specialBons',
      'AVSonstige without a name',
      edited('transactions.csv', { BON_TYP: 'AVSonstige' }, { BON_NAME: '' }),
    ],
    [
      'specialBons',
      'a benefit for nobody',
      edited('transactions.csv', { BON_TYP: 'AVSachbezug' }, { KUNDE_ID: '', KUNDE_NAME: '' }),
    ],
    [
      'specialBons',
      'a benefit that is paid',
      edited('datapayment.csv', { BON_ID: '24' }, { ZAHLART_TYP: 'Bar' }),
    ],
    ['references', 'half a reference', edited('references.csv', { REF_BON_ID: '1' }, { REF_Z_NR: '' })],
    ['fields', 'a text too long', edited('transactions.csv', bonOne, { BEDIENER_NAME: 'x'.repeat(51) })],
    ['fields', 'a control character', edited('transactions.csv', bonOne, { BEDIENER_NAME: 'a\u0007' })],
    ['fields', 'a number that is none', edited('lines.csv', bonOne, { MENGE: '1.00.0' })],
    ['mandatory', 'no operator', edited('transactions.csv', bonOne, { BEDIENER_ID: '' })],
    ['version', 'no version', edited('cashpointclosing.csv', {}, { TAXONOMIE_VERSION: 'zwei' })],
    ['readable', 'a quote without end', { ...goodFiles, 'payment.csv': `${goodFiles['payment.csv']}"` }],
  ]
  test.each(cases)('%s: %s', async (rule, _name, files) => {
    const report = await check(files)
    expect(rulesOf(report)).toEqual([rule])
    expect(report.valid).toBe(false)
  })

  test.each<[string, string, Source]>([
    [
      'closingSequence',
      'a closing that is missing',
      { closings: [1, 3].map((number) => ({ closing: { ...exampleClosing, number }, bons: annexF })) },
    ],
    [
      'closingSequence',
      'a closing made before the one it follows',
      {
        closings: [
          { closing: exampleClosing, bons: annexF },
          { closing: { ...exampleClosing, number: 2, createdAt: '2026-11-22T16:00:00.000Z' }, bons: annexF },
        ],
      },
    ],
    [
      'tseCounters',
      'a counter used twice',
      resigned('1', (bon) => ({
        ...bon,
        tse: [
          signedBy(bon, {
            ...wrongText,
            processData: 'Beleg^0.00_1.90_0.00_0.00_0.00^1.90:Bar',
            signatureCounter: 4,
          }),
        ],
      })),
    ],
    [
      'processData',
      'other sums signed',
      resigned('1', (bon) => ({
        ...bon,
        tse: [signedBy(bon, { ...wrongText, processData: 'Beleg^0.00_1.80_0.00_0.00_0.00^1.90:Bar' })],
      })),
    ],
    [
      'processData',
      'other payments signed',
      resigned('1', (bon) => ({
        ...bon,
        tse: [signedBy(bon, { ...wrongText, processData: 'Beleg^0.00_1.90_0.00_0.00_0.00^1.90:Unbar' })],
      })),
    ],
    [
      'processData',
      'another type signed',
      resigned('1', (bon) => ({
        ...bon,
        tse: [signedBy(bon, { ...wrongText, processData: 'AVTraining^0.00_1.90_0.00_0.00_0.00^1.90:Bar' })],
      })),
    ],
    [
      'processData',
      'no grammar',
      resigned('1', (bon) => ({
        ...bon,
        tse: [signedBy(bon, { ...wrongText, processData: 'Beleg^1,90^1,90:Bar' })],
      })),
    ],
  ])('%s: %s', async (rule, _name, source) => {
    const report = await check(await filesOf(source))
    expect(rulesOf(report)).toEqual([rule])
  })

  test('uniqueKeys: rows there twice', async () => {
    for (const file of ['transactions.csv', 'lines.csv', 'cashpointclosing.csv']) {
      const [head, first] = (goodFiles[file] ?? '').split('\r\n')
      const report = await check({ ...goodFiles, [file]: `${goodFiles[file]}${first}\r\n` })
      expect([head === undefined, rulesOf(report)]).toEqual([false, ['uniqueKeys']])
    }
  })

  test('every rule has its test', () => {
    const tested = new Set([...cases.map(([rule]) => rule), 'closingSequence', 'tseCounters', 'processData'])
    expect(RULES.filter((rule) => !tested.has(rule))).toEqual([])
  })
})

test('findings name the place, are capped per rule and counted all', async () => {
  await using folder = await tempFolder()
  const files = edited('transactions.csv', {}, { BEDIENER_ID: '' })
  const path = await packed(join(folder.path, 'export.zip'), files)
  const report = await checkDsfinvk(path, { findingsPerRule: 3, signatures: false })
  expect(report.findings).toHaveLength(3)
  expect(report.counts.findings).toEqual({ mandatory: 38 })
  expect(report.findings[0]).toEqual({
    rule: 'mandatory',
    file: 'transactions.csv',
    row: 2,
    column: 'BEDIENER_ID',
    detail: 'mandatory, but empty',
  })
  expect(report.counts.signatures).toEqual({ verified: 0, failed: 0, notCheckable: 37 })
})

test('what cannot be read is a finding, never valid', async () => {
  await using folder = await tempFolder()
  const report = await checkDsfinvk(join(folder.path, 'none.zip'))
  expect(report).toMatchObject({ valid: false, findings: [{ rule: 'readable' }] })
})
