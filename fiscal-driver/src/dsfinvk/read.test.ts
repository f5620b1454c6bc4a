import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { dtd } from '@brotkasten/domain/dsfinvk/dtd'
import { indexXml } from '@brotkasten/domain/dsfinvk/index-xml'
import { tablesWith } from '@brotkasten/domain/dsfinvk/tables/all'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CsvParser } from './read/csv-parser.ts'
import { readIndex } from './read/index-file.ts'
import type { ReadLimits } from './read/limits.ts'
import { laid, packed, supplier, tablesOf, tempFolder } from './test-package.fixture.ts'

const vat = tablesWith().filter(({ name }) => name === 'vat')
const index = indexXml(supplier, vat)
const header = 'Z_KASSE_ID;Z_ERSTELLUNG;Z_NR;UST_SCHLUESSEL;UST_SATZ;UST_BESCHR'
const good = {
  'index.xml': index,
  'gdpdu-01-09-2004.dtd': dtd(),
  'vat.csv': `${header}\r\nk;t;1;1;19,00;Regel\r\n`,
}
type Files = Record<string, string | Buffer>

async function readFiles(files: Files, limits: Partial<ReadLimits> = {}) {
  await using folder = await tempFolder()
  const zipped = await tablesOf(await packed(join(folder.path, 'export.zip'), files), limits)
  const unpacked = join(folder.path, 'unpacked')
  await mkdir(unpacked)
  const laidOut = await tablesOf(await laid(unpacked, files), limits)
  return { zipped, laidOut }
}

async function outcomeOf(files: Files, limits: Partial<ReadLimits> = {}): Promise<string> {
  const { zipped, laidOut } = await readFiles(files, limits)
  const [a, b] = [zipped, laidOut].map((read) => (read.ok ? 'read' : read.error.kind))
  return a === b ? String(a) : `${a} in a ZIP, ${b} in a folder`
}

const withVat = (csv: string | Buffer) => ({ ...good, 'vat.csv': csv })
const withIndex = (from: string | RegExp, to: string) => ({ ...good, 'index.xml': index.replace(from, to) })
const row = { Z_KASSE_ID: 'k', Z_ERSTELLUNG: 't', Z_NR: '1', UST_SCHLUESSEL: '1', UST_SATZ: '19,00' }

describe("anyone's package is read", () => {
  test.each([
    ['CR LF', good['vat.csv'], 'Regel'],
    ['LF', good['vat.csv'].replaceAll('\r\n', '\n'), 'Regel'],
    ['a byte order mark', `\uFEFF${good['vat.csv']}`, 'Regel'],
    ['no line break at the end', good['vat.csv'].trimEnd(), 'Regel'],
    ['quotes everywhere', `${header}\r\n"k";"t";"1";"1";"19,00";"Regel"\r\n`, 'Regel'],
    ['quotes and line breaks', `${header}\r\nk;t;1;1;19,00;"a ""b""; \r\nc"\r\n`, 'a "b"; \r\nc'],
    ['formulas as the text they are', `${header}\r\nk;t;1;1;19,00;=HYPERLINK(1)\r\n`, '=HYPERLINK(1)'],
  ])('with %s', async (_name, csv, description) => {
    const { zipped, laidOut } = await readFiles(withVat(csv))
    expect(zipped).toEqual({ ok: true, value: { 'vat.csv': [{ ...row, UST_BESCHR: description }] } })
    expect(laidOut).toEqual(zipped)
  })

  test('in the encoding the index names', async () => {
    const ansi = {
      ...withIndex('<UTF8 />', '<ANSI />'),
      'vat.csv': Buffer.from(`${header}\r\nk;t;1;1;19,00;Gebäck\r\n`, 'latin1'),
    }
    const { zipped } = await readFiles(ansi)
    expect(zipped.ok && zipped.value['vat.csv']?.[0]?.UST_BESCHR).toBe('Gebäck')
  })

  test('with other delimiters, a comment and an index in one line', async () => {
    const other = index
      .replace('<ColumnDelimiter>;', '<ColumnDelimiter>|')
      .replace('<DataSet>', '<!-- - Kommentar < --><DataSet>')
      .replaceAll('\r\n', '')
    const files = { ...good, 'index.xml': other, 'vat.csv': good['vat.csv'].replaceAll(';', '|') }
    expect(await outcomeOf(files)).toBe('read')
  })
})

describe('a package that is none is refused by name', () => {
  const { 'index.xml': _index, ...noIndex } = good
  const { 'gdpdu-01-09-2004.dtd': _dtd, ...noDtd } = good
  const { 'vat.csv': _vat, ...noTable } = good
  const doctype = '<!DOCTYPE DataSet SYSTEM "gdpdu-01-09-2004.dtd">'
  const bomb = `<!DOCTYPE DataSet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>`
  test.each([
    ['no index', noIndex, 'missingIndex'],
    ['no DTD', noDtd, 'missingDtd'],
    ['an old DTD', withIndex('01-09-2004', '01-08-2002'), 'wrongDtd'],
    ['no document type', withIndex(doctype, ''), 'wrongDtd'],
    ['a public document type', withIndex('SYSTEM', 'PUBLIC "x"'), 'wrongDtd'],
    ['a remote DTD', withIndex('SYSTEM "', 'SYSTEM "http://127.0.0.1/'), 'wrongDtd'],
    ['an entity bomb', withIndex(doctype, bomb), 'entityDeclaration'],
    [
      'an external entity',
      withIndex(
        doctype,
        `<!DOCTYPE DataSet SYSTEM "gdpdu-01-09-2004.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>`,
      ),
      'entityDeclaration',
    ],
    ['an entity nobody declared', withIndex('Kiel', '&kiel;'), 'malformedXml'],
    ['a half reference', withIndex('Kiel', 'Kiel & Umgebung'), 'malformedXml'],
    ['attributes', withIndex('<Media>', '<Media id="1">'), 'malformedXml'],
    ['a processing instruction', withIndex('<Media>', '<?x y?><Media>'), 'malformedXml'],
    ['a comment without end', withIndex('<Media>', '<!-- <Media>'), 'malformedXml'],
    ['crossed tags', withIndex('</Media>', '</DataSet>'), 'malformedXml'],
    ['a cut off index', { ...good, 'index.xml': index.slice(0, 900) }, 'malformedXml'],
    ['a thousand levels', { ...good, 'index.xml': `${doctype}${'<Media>'.repeat(1000)}` }, 'malformedXml'],
    [
      'a million tags',
      { ...good, 'index.xml': `${doctype}<DataSet>${'<UTF8/>'.repeat(100_000)}</DataSet>` },
      'malformedXml',
    ],
    [
      'an index that is too large',
      { ...good, 'index.xml': `${index}${' '.repeat(3 * 1024 * 1024)}` },
      'tooLarge',
    ],
    ['an unknown element', withIndex(/UTF8/g, 'UTF9'), 'invalidIndex'],
    ['a missing element', withIndex('<Version>1.0</Version>', ''), 'invalidIndex'],
    ['text between elements', withIndex('<Media>', '<Media>x'), 'invalidIndex'],
    ['a path for a file', withIndex('<URL>vat.csv', '<URL>../vat.csv'), 'invalidIndex'],
    ['a column named twice', withIndex('UST_SATZ', 'UST_BESCHR'), 'invalidIndex'],
    ['a length that is no number', withIndex('<MaxLength>55', '<MaxLength>5x'), 'invalidIndex'],
    ['an encoding nobody reads', withIndex('<UTF8 />', '<Macintosh />'), 'unsupportedEncoding'],
    ['a table that is not there', noTable, 'missingFile'],
    [
      'bytes that are no UTF-8',
      withVat(Buffer.from([...Buffer.from(`${header}\r\n`), 0xff, 0xfe])),
      'badEncoding',
    ],
    ['a field of 10 MB', withVat(`${header}\r\n"${'x'.repeat(10_000_000)}"\r\n`), 'recordTooLong'],
    [
      'a field of 10 MB in lines',
      withVat(`${header}\r\n"${'x\r\n'.repeat(3_400_000)}"\r\n`),
      'recordTooLong',
    ],
    ['a quote without end', withVat(`${header}\r\n"k;t;1\r\n`), 'brokenQuotes'],
    ['a quote in the middle', withVat(`${header}\r\nk;t"t"t;1\r\n`), 'brokenQuotes'],
    ['text after a quote', withVat(`${header}\r\nk;"t"t;1\r\n`), 'brokenQuotes'],
  ])('%s', async (_name, files, kind) => {
    expect(await outcomeOf(files)).toBe(kind)
  })

  test.each([
    ['a bomb', withVat(Buffer.alloc(2_000_000, 'x')), { ratioFree: 100_000 }, 'zipBomb'],
    ['more than is allowed in all', good, { totalBytes: 1000 }, 'tooLarge'],
    ['too many files', good, { files: 2 }, 'tooManyFiles'],
    ['folders', { ...good, 'a/vat.csv': '' }, {}, 'unsafeName'],
  ])('a ZIP with %s', async (_name, files: Files, limits, kind) => {
    await using folder = await tempFolder()
    const read = await tablesOf(await packed(join(folder.path, 'export.zip'), files), limits)
    expect(read.ok ? 'read' : read.error.kind).toBe(kind)
  })

  test('a path to nothing, and a file that is no ZIP', async () => {
    await using folder = await tempFolder()
    const kindOf = async (path: string) => {
      const read = await tablesOf(path)
      return read.ok ? 'read' : read.error.kind
    }
    expect(await kindOf(join(folder.path, 'none.zip'))).toBe('notFound')
    await laid(folder.path, { 'no.zip': 'PK no', 'empty.zip': '' })
    expect(await kindOf(join(folder.path, 'no.zip'))).toBe('notAPackage')
    expect(await kindOf(join(folder.path, 'empty.zip'))).toBe('notAPackage')
  })

  test('a ZIP with a byte changed anywhere is read as it was, or refused', async () => {
    await using folder = await tempFolder()
    const { readFile } = await import('node:fs/promises')
    const path = await packed(join(folder.path, 'export.zip'), good)
    const [zip, whole] = [await readFile(path), await tablesOf(path)]
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const broken = Buffer.from(zip)
        broken[at] = (broken[at] ?? 0) ^ change
        await laid(folder.path, { 'broken.zip': broken })
        const read = await tablesOf(join(folder.path, 'broken.zip'))
        if (read.ok) expect(read).toEqual(whole)
      }),
      { numRuns: 150 },
    )
  })

  test('a link in a folder is not followed', async () => {
    await using folder = await tempFolder()
    await laid(folder.path, noTable)
    await symlink('/etc/passwd', join(folder.path, 'vat.csv'))
    const read = await tablesOf(folder.path)
    expect(read.ok ? 'read' : read.error.kind).toBe('missingFile')
  })
})

test('whatever stands in an index is answered, never thrown', () => {
  fc.assert(
    fc.property(
      fc.nat(index.length),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.nat(40),
      (at, text, cut) => {
        readIndex(index.slice(0, at) + text + index.slice(at + cut))
      },
    ),
  )
})

test('records do not depend on where chunks end', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'b', ';', '"', '\r', '\n', ' ') })
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 7 }),
      (rows, size) => {
        const line = (cells: readonly string[]) =>
          cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(';')
        const file = `${rows.map(line).join('\r\n')}\r\n`
        const parser = new CsvParser({ delimiter: ';', encapsulator: '"' }, 10_000)
        const read: unknown[] = []
        for (let at = 0; at < file.length; at += size) read.push(parser.push(file.slice(at, at + size)))
        read.push(parser.finish())
        expect(read.flat()).toEqual(rows.map((cells, at) => ({ row: at + 1, cells })))
      },
    ),
  )
})
