import { articleSchema } from '@brotkasten/domain/catalogue/entities'
import { priceCentsSchema } from '@brotkasten/domain/schema'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { articleOf, BREADBASKET_ARTICLES } from './breadbasket-articles.ts'

describe('the articles of the bread basket', () => {
  test.each(BREADBASKET_ARTICLES)('$name is a valid article', (article) => {
    const { takeaway, dineIn, ...rest } = article
    const whole = { ...rest, groupId: 'g', unit: 'piece', onSale: true }
    expect(v.parse(articleSchema, whole)).toEqual(whole)
    expect(v.parse(priceCentsSchema, takeaway)).toBeGreaterThan(0)
    if (dineIn !== null) expect(dineIn).toBeGreaterThan(takeaway)
  })

  test('no two share an id, a number or a name', () => {
    for (const key of ['id', 'plu', 'name', 'shortName'] as const)
      expect(new Set(BREADBASKET_ARTICLES.map((article) => article[key])).size).toBe(
        BREADBASKET_ARTICLES.length,
      )
  })

  test('spelling with blanks or a straight apostrophe finds the same article', () => {
    expect(articleOf('Coffee granules ')?.id).toBe('bb-coffee-granules')
    expect(articleOf("Valentine's card")?.name).toBe('Valentinskarte')
  })

  test('a correction of the till and unknown things are no article', () => {
    expect(articleOf('Adjustment')).toBeNull()
    expect(articleOf('NONE')).toBeNull()
    expect(articleOf('')).toBeNull()
  })
})
