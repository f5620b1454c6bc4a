import * as v from 'valibot'
import { expect, test } from 'vitest'
import { goldenEntities } from '../../test/golden.ts'
import { describeMessages, type MessageCase } from '../../test/messages.ts'
import { ENTITIES, type EntityName, entityNameSchema, priceListSchema } from './entities.ts'

const names = Object.keys(ENTITIES) as EntityName[]

const bad: Record<EntityName, MessageCase['bad']> = {
  branch: [
    ['id', ''],
    ['code', 'nord7'],
    ['code', 'NORDWEST7'],
    ['code', ''],
    ['name', 'x'.repeat(61)],
    ['company', ''],
    ['street', ''],
    ['postalCode', 'x'.repeat(11)],
    ['city', 'x'.repeat(63)],
    ['taxNumber', 'x'.repeat(21)],
    ['vatId', ''],
    ['zone', ''],
    ['priceListId', 'x'.repeat(61)],
  ],
  productGroup: [
    ['id', ''],
    ['name', 'x'.repeat(41)],
    ['position', 0.5],
  ],
  article: [
    ['id', ''],
    ['plu', '123456'],
    ['plu', '10a'],
    ['plu', ''],
    ['name', ''],
    ['shortName', 'x'.repeat(21)],
    ['groupId', ''],
    ['category', 'plantDrink'],
    ['unit', '100g'],
  ],
  price: [
    ['listId', ''],
    ['articleId', ''],
    ['takeaway', -1],
    ['takeaway', 4.2],
    ['dineIn', -1],
  ],
  keyPage: [
    ['id', ''],
    ['name', 'x'.repeat(21)],
    ['position', 0.5],
    ['keys', Array.from({ length: 31 }, () => null)],
    ['keys.0', ''],
  ],
  staff: [
    ['id', ''],
    ['number', '12345'],
    ['number', 'A1'],
    ['name', ''],
    ['role', 'owner'],
    ['pinHash', ''],
    ['pinHash', 'x'.repeat(201)],
  ],
  taxRow: [
    ['from', '2026-02-30'],
    ['rate', 10_001],
  ],
}

describeMessages([
  ...names.map((name) => ({
    name,
    schema: ENTITIES[name],
    golden: goldenEntities[name],
    bad: bad[name] ?? [],
  })),
  { name: 'price list', schema: priceListSchema, golden: { id: 'standard', name: 'Standard' } },
])

test('prices in the house may differ and a branch may have no VAT id', () => {
  const price = { ...goldenEntities.price, dineIn: 470 }
  expect(v.parse(ENTITIES.price, price)).toEqual(price)
  const branch = { ...goldenEntities.branch, vatId: null }
  expect(v.parse(ENTITIES.branch, branch)).toEqual(branch)
})

test('a name is an entity just where it has a schema', () => {
  expect(entityNameSchema.options).toEqual(names)
  expect(v.is(entityNameSchema, 'toString')).toBe(false)
})
