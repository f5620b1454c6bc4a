import { ENTITIES, priceListSchema } from '@brotkasten/domain/catalogue/entities'
import { placeSchema } from '@brotkasten/domain/tax/category'
import { taxRateOn } from '@brotkasten/domain/tax/rates'
import { businessDate } from '@brotkasten/domain/time/business-date'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { sonnenkorn } from './chain.ts'
import { people } from './staff.ts'

const chain = await sonnenkorn()
const articleIds = new Set(chain.articles.map((article) => article.id))
const branchIds = new Set(chain.branches.map((branch) => branch.id))
const listIds = new Set(chain.priceLists.map((list) => list.id))
const repeated = (values: readonly string[]) =>
  values.filter((value, index) => values.indexOf(value) !== index)
/** Longest id of an article that fits into a line of a cart. */
const CART_ID = 40

describe('the chain Sonnenkorn', () => {
  test.each([
    ['branches', ENTITIES.branch],
    ['productGroups', ENTITIES.productGroup],
    ['articles', ENTITIES.article],
    ['prices', ENTITIES.price],
    ['keyPages', ENTITIES.keyPage],
    ['staff', ENTITIES.staff],
    ['taxRows', ENTITIES.taxRow],
    ['priceLists', priceListSchema],
  ] as const)('its %s satisfy the schema of the domain', (name, schema) => {
    for (const row of chain[name]) expect(() => v.parse(schema, row), JSON.stringify(row)).not.toThrow()
  })

  test('it has three branches, two price lists, six people and some sixty articles', () => {
    expect(chain.branches).toHaveLength(3)
    expect(chain.priceLists).toHaveLength(2)
    expect(chain.staff).toHaveLength(6)
    expect(chain.articles.length).toBeGreaterThanOrEqual(60)
  })

  test('no number, id or short name of an article is used twice', () => {
    expect(repeated(chain.articles.map((article) => article.plu))).toEqual([])
    expect(repeated(chain.articles.map((article) => article.id))).toEqual([])
    expect(repeated(chain.articles.map((article) => article.shortName))).toEqual([])
    expect(chain.articles.filter((article) => article.id.length > CART_ID)).toEqual([])
  })

  test('every article belongs to a group', () => {
    const groups = new Set(chain.productGroups.map((group) => group.id))
    expect(chain.articles.filter((article) => !groups.has(article.groupId))).toEqual([])
  })

  test('every article has exactly one price on each list, and none is free', () => {
    const wanted = [...listIds].flatMap((list) => [...articleIds].map((article) => `${list}/${article}`))
    expect(chain.prices.map((price) => `${price.listId}/${price.articleId}`).sort()).toEqual(wanted.sort())
    expect(chain.prices.filter((price) => price.takeaway <= 0 || price.dineIn === 0)).toEqual([])
  })

  test('the station is never cheaper, and the newspaper costs the same everywhere', () => {
    const on = (list: string) =>
      new Map(
        chain.prices
          .filter((price) => price.listId === list)
          .map((price) => [price.articleId, price.takeaway]),
      )
    const [standard, station] = [on('liste-standard'), on('liste-bahnhof')]
    const cheaper = [...standard].filter(([id, price]) => (station.get(id) ?? 0) < price)
    expect(cheaper).toEqual([])
    expect(station.get('artikel-805')).toBe(standard.get('artikel-805'))
  })

  test('every branch sells by a list there is, every person works in a branch there is', () => {
    expect(chain.branches.filter((branch) => !listIds.has(branch.priceListId))).toEqual([])
    expect(chain.staff.flatMap((person) => person.branchIds).filter((id) => !branchIds.has(id))).toEqual([])
    expect(chain.staff.filter((person) => person.branchIds.length === 0)).toEqual([])
  })

  test('every category of an article has a rate today at both places', () => {
    const day = businessDate('2026-11-22')
    const without = chain.articles.filter((article) =>
      placeSchema.options.some((place) => taxRateOn(chain.taxRows, article.category, place, day) === null),
    )
    expect(without).toEqual([])
  })

  test.each([
    ['Latte macchiato', 'milkDrink'],
    ['Latte Hafer', 'drink'],
    ['Cappuccino', 'drink'],
    ['Milchkaffee', 'drink'],
    ['Wasser still 0,5 l', 'drink'],
    ['Leitungswasser', 'tapWater'],
    ['Hauskaffee 250 g', 'reducedGoods'],
    ['Tageszeitung', 'reducedGoods'],
    ['Papiertragetasche', 'standardGoods'],
    ['Käsekuchen', 'food'],
  ])('%s is %s to the tax law', (shortName, category) => {
    expect(chain.articles.find((article) => article.shortName === shortName)?.category).toBe(category)
  })
})

describe('its keys', () => {
  const named = new Map(chain.articles.map((article) => [article.id, article.shortName]))

  test('every key is an article, and every article has a key', () => {
    const keys = chain.keyPages.flatMap((page) => page.keys.filter((key) => key !== null))
    expect(keys.filter((key) => !articleIds.has(key))).toEqual([])
    expect([...articleIds].filter((id) => !keys.includes(id))).toEqual([])
  })

  test('no page shows an article twice', () => {
    for (const page of chain.keyPages) {
      expect(repeated(page.keys.filter((key) => key !== null)), page.name).toEqual([])
    }
  })

  test('rolls, a bread and a latte are on the first page', () => {
    const first = chain.keyPages.find((page) => page.position === 0)
    const names = first?.keys.map((key) => named.get(key ?? ''))
    expect(names).toEqual(expect.arrayContaining(['Brötchen', 'Bauernbrot 1 kg', 'Latte macchiato']))
  })
})

describe('its people', () => {
  test('number and PIN belong to one person each', () => {
    expect(repeated(people.map((person) => person.number))).toEqual([])
    expect(repeated(people.map((person) => person.pin))).toEqual([])
    for (const person of people) expect(person.pin).toMatch(/^\d{4,8}$/)
  })

  test('there is somebody of every role', () => {
    expect(new Set(people.map((person) => person.role)).size).toBe(5)
  })

  test('no PIN leaves the house in the clear, and importing twice is the same', async () => {
    expect(JSON.stringify(chain.staff)).not.toMatch(/"pin"/)
    expect(await sonnenkorn()).toEqual(chain)
  })
})
