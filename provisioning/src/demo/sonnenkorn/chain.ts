import type { Article, Price, ProductGroup } from '@brotkasten/domain/catalogue/entities'
import { cents } from '@brotkasten/domain/money/cents'
import { GERMAN_TAX_TABLE } from '@brotkasten/domain/tax/rates'
import type { Group, Item } from './assortment.ts'
import { breads, cakes, pastries, rolls, snacks } from './bakery.ts'
import { branches, priceLists, STANDARD_LIST, STATION_LIST } from './branches.ts'
import { coldDrinks, hotDrinks, tradeGoods } from './counter.ts'
import { keyPages } from './key-pages.ts'
import { staff } from './staff.ts'

const groups: readonly Group[] = [breads, rolls, pastries, cakes, snacks, hotDrinks, coldDrinks, tradeGoods]

const idOf = (plu: string | number): string => `artikel-${plu}`

const productGroups: readonly ProductGroup[] = groups.map(({ id, name }, position) => ({
  id,
  name,
  position,
}))

const articles: readonly Article[] = groups.flatMap(({ id: groupId, items }) =>
  items.map(({ plu, name, shortName, category }) => ({
    id: idOf(plu),
    plu,
    name: name ?? shortName,
    shortName,
    groupId,
    category,
    unit: 'piece',
    onSale: true,
  })),
)

/** Eight percent on top, up to the next five cents. */
const stationPrice = ({ takeaway, fixedPrice }: Item): number =>
  fixedPrice ? takeaway : Math.ceil((takeaway * 108) / 500) * 5

const pricesOf = (item: Item): Price[] => {
  const articleId = idOf(item.plu)
  const dineIn = item.dineIn === undefined ? null : cents(item.dineIn)
  return [
    { listId: STANDARD_LIST, articleId, takeaway: cents(item.takeaway), dineIn },
    { listId: STATION_LIST, articleId, takeaway: cents(stationPrice(item)), dineIn: null },
  ]
}

/** All master data of "Bäckerei Sonnenkorn", in the shape of the centre's import. */
export const sonnenkorn = async () => ({
  branches,
  priceLists,
  productGroups,
  articles,
  prices: groups.flatMap(({ items }) => items.flatMap(pricesOf)),
  keyPages: keyPages(idOf),
  staff: await staff(),
  taxRows: GERMAN_TAX_TABLE,
})
