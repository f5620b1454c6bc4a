import { GERMAN_TAX_TABLE } from '@brotkasten/domain/tax/rates'
import type { Change } from '@brotkasten/domain/wire/down'
import { BREADBASKET_ARTICLES } from '../replay/breadbasket-articles.ts'

export const BRANCH = 'brotkorb'
export const PRICE_LIST = 'brotkorb'
const GROUP = 'brotkorb'

/** The cashier of a replay. PIN 1111, hashed by scrypt with a fixed salt, so that importing twice changes nothing. */
export const CASHIER = {
  staffId: 'brotkorb-1',
  pin: '1111',
  pinHash: 'scrypt$16384$8$1$YnJvdGtvcmItcmVwbGF5IQ==$JxsZHeJIlB+XUsOi7xqiNLbREwvvAclJJjorVhQc8Sc=',
} as const

const branch = {
  id: BRANCH,
  code: 'BK1',
  name: 'Brotkorb',
  company: 'Bäckerei Brotkorb GmbH',
  street: 'Am Markt 1',
  postalCode: '24103',
  city: 'Kiel',
  taxNumber: '20/123/45678',
  vatId: null,
  zone: 'Europe/Berlin',
  priceListId: PRICE_LIST,
  hasSeats: true,
}
const { staffId, pinHash } = CASHIER
const cashier = { id: staffId, number: '1', name: 'Kasse Brotkorb', role: 'cashier', pinHash, active: true }

/** The articles of the file as the centre imports them, priced on a list. */
export const articlesFor = (listId: string) => ({
  productGroups: [{ id: GROUP, name: 'Brotkorb', position: 90 }],
  articles: BREADBASKET_ARTICLES.map(({ id, plu, name, shortName, category }) => ({
    id,
    plu,
    name,
    shortName,
    category,
    groupId: GROUP,
    unit: 'piece',
    onSale: true,
  })),
  prices: BREADBASKET_ARTICLES.map(({ id, takeaway, dineIn }) => ({
    listId,
    articleId: id,
    takeaway,
    dineIn,
  })),
})

/** A whole chain of one branch that sells what the file sells, in the shape of the centre's import. */
export const chain = () => ({
  ...articlesFor(PRICE_LIST),
  priceLists: [{ id: PRICE_LIST, name: 'Brotkorb' }],
  branches: [branch],
  staff: [{ ...cashier, branchIds: [BRANCH] }],
  taxRows: GERMAN_TAX_TABLE,
})

/** The same as changes of the feed, for a box without a centre. */
export function chainChanges(): Change[] {
  const { productGroups, articles, prices } = articlesFor(PRICE_LIST)
  const change = (entity: Change['entity'], id: string, data: object): Change => ({
    entity,
    id,
    data: { ...data },
  })
  return [
    change('branch', BRANCH, branch),
    ...productGroups.map((row) => change('productGroup', row.id, row)),
    ...articles.map((row) => change('article', row.id, row)),
    ...prices.map((row) => change('price', `${row.listId}/${row.articleId}`, row)),
    change('staff', cashier.id, cashier),
    ...GERMAN_TAX_TABLE.map((row) => change('taxRow', `${row.category}/${row.place}/${row.from}`, row)),
  ]
}
