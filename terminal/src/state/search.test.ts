import { expect, it } from 'vitest'
import { roll, wheat } from './cart/testing.ts'
import { byNumber, search } from './search.ts'

const named = (name: string, plu: string, onSale = true) => ({
  ...roll,
  id: plu,
  name,
  shortName: name,
  plu,
  onSale,
})
const articles = [
  named('Früchtebrot', '0301'),
  named('Brot mit Früchten', '302'),
  named('Großes Weißbrot', '303'),
  named('Alter Früchtekuchen', '304', false),
  wheat,
]
const names = (typed: string) => search(articles, typed).map((article) => article.name)

it('finds by the beginning of a word, without accents, first words first', () => {
  expect(names('fruc')).toEqual(['Früchtebrot', 'Brot mit Früchten'])
  expect(names('WEISS')).toEqual(['Großes Weißbrot'])
})

it('finds inside words last and nothing that is off sale', () => {
  expect(names('brot')).toEqual(['Brot mit Früchten', 'Früchtebrot', 'Großes Weißbrot', 'Weizenmischbrot'])
  expect(names('kuchen')).toEqual([])
  expect(names(' ')).toEqual([])
})

it('finds an article by its number', () => {
  expect(byNumber(articles, '301')?.name).toBe('Früchtebrot')
  expect(byNumber(articles, '304')).toBeNull()
  expect(byNumber(articles, '3,0')).toBeNull()
})
