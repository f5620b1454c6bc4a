import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CONTENT_MODELS, DTD_NAME, dtd } from './dtd.ts'
import { escapeXml, indexXml } from './index-xml.ts'
import { tablesWith } from './tables/all.ts'

const golden = readFileSync(new URL('index.golden.xml', import.meta.url), 'utf8')
const supplier = { name: 'Bäckerei Muster & Söhne <GmbH>', location: 'Kiel', comment: '' }

test('index.xml is the golden file to the letter, with CRLF line ends', () => {
  const xml = indexXml(supplier, tablesWith())
  expect(xml.replaceAll('\r\n', '\n')).toBe(golden)
  expect(xml.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
})

test('a longer certificate is declared', () => {
  expect(indexXml(supplier, tablesWith(3)).split('TSE_ZERTIFIKAT_')).toHaveLength(4)
})

test('signs of XML are escaped and control characters left out', () => {
  expect(escapeXml('a<b>&"\r\n\u0000\u001b\ud800')).toBe('a&lt;b&gt;&amp;"&#xD;&#xA;\ufffd')
})

test('the DTD declares every element once, and none refers to one that is not there', () => {
  const declared = [...dtd().matchAll(/<!ELEMENT (\w+) (\(.*\)\??|EMPTY)>\r\n/g)].map(([, name]) => name)
  expect(declared).toEqual(Object.keys(CONTENT_MODELS))
  expect(new Set(declared).size).toBe(49)
  const used = Object.values(CONTENT_MODELS).flatMap((model) => model.match(/\b[A-Z]\w+/g) ?? [])
  expect(used.filter((name) => !(name in CONTENT_MODELS) && name !== 'EMPTY' && name !== 'PCDATA')).toEqual(
    [],
  )
  expect(DTD_NAME).toBe('gdpdu-01-09-2004.dtd')
})
