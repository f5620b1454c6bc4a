import { createHash } from 'node:crypto'
import { GERMAN_TAX_TABLE } from '@brotkasten/domain/tax/rates'
import type { Change, FeedAnswer } from '@brotkasten/domain/wire/down'

/** scrypt of the PIN 1234 with a fixed salt; cheap parameters keep the tests fast. */
export const PIN_1234 =
  'scrypt$1024$8$1$c2FsdHNhbHRzYWx0c2FsdA==$0+ALe2YG9tQkz3sWBCLRpzxcxEpV5Q+HtLFffCBqrOw='

const branch = {
  id: 'markt',
  code: 'M1',
  name: 'Marktplatz',
  company: 'Bäckerei Test GmbH',
  street: 'Markt 1',
  postalCode: '24103',
  city: 'Kiel',
  taxNumber: '20/123/45678',
  vatId: null,
  zone: 'Europe/Berlin',
  priceListId: 'standard',
  hasSeats: true,
}

const article = (
  id: string,
  name: string,
  category: string,
  takeaway: number,
  dineIn: number | null,
): Change[] => [
  {
    entity: 'article',
    id,
    data: {
      id,
      plu: String(100 + name.length),
      name,
      shortName: name,
      groupId: 'all',
      category,
      unit: 'piece',
      onSale: true,
    },
  },
  { entity: 'price', id: `standard/${id}`, data: { listId: 'standard', articleId: id, takeaway, dineIn } },
]

const person = (id: string, number: string, role: string): Change => ({
  entity: 'staff',
  id,
  data: { id, number, name: `Person ${number}`, role, pinHash: PIN_1234, active: true },
})

/** A small bakery: three articles, a cashier (PIN 1234) and a shift lead (PIN 1234). */
export const BAKERY: readonly Change[] = [
  { entity: 'branch', id: 'markt', data: branch },
  { entity: 'productGroup', id: 'all', data: { id: 'all', name: 'Alles', position: 1 } },
  ...article('roll', 'Brötchen', 'food', 45, null),
  ...article('bread', 'Roggenbrot', 'food', 420, null),
  ...article('latte', 'Latte Macchiato', 'milkDrink', 390, 420),
  {
    entity: 'keyPage',
    id: 'p1',
    data: { id: 'p1', name: 'Theke', position: 1, keys: ['roll', 'bread', 'latte'] },
  },
  person('anna', '7', 'cashier'),
  person('berta', '8', 'shiftLead'),
  ...GERMAN_TAX_TABLE.map(
    (row): Change => ({ entity: 'taxRow', id: `${row.category}-${row.place}-${row.from}`, data: { ...row } }),
  ),
]

/** An answer of the feed as the centre gives it. */
export function feedOf(
  changes: readonly Change[],
  version: number,
  snapshot: boolean,
  epoch = 'e1',
): FeedAnswer {
  const text = JSON.stringify(changes)
  return { epoch, version, snapshot, changes: text, hash: createHash('sha256').update(text).digest('hex') }
}

/** A new price of an article, as the centre sends it. */
export const priceChange = (articleId: string, takeaway: number, dineIn: number | null = null): Change => ({
  entity: 'price',
  id: `standard/${articleId}`,
  data: { listId: 'standard', articleId, takeaway, dineIn },
})
