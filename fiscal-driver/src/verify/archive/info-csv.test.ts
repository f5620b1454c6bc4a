import { describe, expect, test } from 'vitest'
import { parseInfoCsv } from './info-csv.ts'

const parse = (text: string) => parseInfoCsv(Buffer.from(text, 'utf8'))

const expected = { description: 'TSE', manufacturer: 'Maker', version: '1.2' }

describe('info.csv', () => {
  test.each([
    ['quoted', '"description:","TSE","manufacturer:","Maker","version:","1.2"'],
    ['with a line feed', '"description:","TSE","manufacturer:","Maker","version:","1.2"\n'],
    ['with values unquoted', '"description:", TSE ,"manufacturer:", Maker ,"version:", 1.2'],
    ['with nothing quoted', 'description:, TSE, manufacturer:, Maker, version:, 1.2'],
  ])('%s is read', (_, text) => {
    expect(parse(text)).toEqual(expected)
  })

  test('commas and quotes inside quotes are kept', () => {
    expect(parse('"description:","A, ""B""","manufacturer:","","version:",""')).toEqual({
      description: 'A, "B"',
      manufacturer: '',
      version: '',
    })
  })

  test.each([
    ['empty', ''],
    ['five fields', '"description:","TSE","manufacturer:","Maker","version:"'],
    ['seven fields', '"description:","TSE","manufacturer:","Maker","version:","1","2"'],
    ['other labels', '"a:","TSE","b:","Maker","c:","1.2"'],
    ['an open quote', '"description:","TSE'],
    ['too long', `"description:","${'x'.repeat(5000)}","manufacturer:","","version:",""`],
  ])('%s is refused', (_, text) => {
    expect(parse(text)).toBeNull()
  })
})
