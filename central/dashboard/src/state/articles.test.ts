import { cents } from '@brotkasten/domain/money/cents'
import { expect, it } from 'vitest'
import type { PricedArticle } from '../client/shapes.ts'
import { groupArticles } from './articles.ts'

const article = (id: string, name: string, groupId: string): PricedArticle => ({
  id,
  plu: id,
  name,
  shortName: name,
  groupId,
  category: 'food',
  unit: 'piece',
  onSale: true,
  takeaway: cents(100),
  dineIn: null,
})
const answer = {
  list: 'standard',
  lists: [],
  groups: [
    { id: 'rolls', name: 'Brötchen', position: 2 },
    { id: 'bread', name: 'Brote', position: 1 },
    { id: 'empty', name: 'Leer', position: 0 },
  ],
  articles: [
    article('20', 'Semmel', 'rolls'),
    article('21', 'Ährenbrötchen', 'rolls'),
    article('10', 'Bauernbrot', 'bread'),
    article('99', 'Fremdes', 'gone'),
  ],
}
const names = (search: string) =>
  groupArticles(answer, search).map((group) => [group.name, ...group.articles.map(({ name }) => name)])

it('articles stand by name in groups by position; an unknown group comes last and an empty one not at all', () => {
  expect(names('')).toEqual([
    ['Brote', 'Bauernbrot'],
    ['Brötchen', 'Ährenbrötchen', 'Semmel'],
    ['gone', 'Fremdes'],
  ])
})
it('the search knows parts of names and beginnings of numbers', () => {
  expect(names('BRÖT')).toEqual([['Brötchen', 'Ährenbrötchen']])
  expect(names('2')).toEqual([['Brötchen', 'Ährenbrötchen', 'Semmel']])
  expect(names('xyz')).toEqual([])
})
