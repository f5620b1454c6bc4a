const branch = (id: string, code: string, priceListId: string) => ({
  id,
  code,
  name: `Filiale ${id}`,
  company: 'Bäckerei Sonnenschein GmbH',
  street: 'Holtenauer Straße 1',
  postalCode: '24105',
  city: 'Kiel',
  taxNumber: '20/123/45678',
  vatId: null,
  zone: 'Europe/Berlin',
  priceListId,
  hasSeats: true,
})

const person = (id: string, number: string, branchIds: string[]) => ({
  id,
  number,
  branchIds,
  name: `Person ${id}`,
  role: 'cashier',
  active: true,
  pinHash: `scrypt$1$1$1$${id}$hash`,
})

const article = (id: string, plu: string, category: string) => ({
  id,
  plu,
  category,
  name: `Artikel ${id}`,
  shortName: id,
  groupId: 'g1',
  unit: 'piece',
  onSale: true,
})

/** Two branches, north on the list `town`, south on the list `station`. */
export const masterDataOf = () => ({
  priceLists: [
    { id: 'town', name: 'Stadt' },
    { id: 'station', name: 'Bahnhof' },
  ],
  productGroups: [{ id: 'g1', name: 'Brötchen', position: 1 }],
  articles: [article('roll', '1', 'food'), article('coffee', '2', 'drink')],
  prices: [
    { listId: 'town', articleId: 'roll', takeaway: 45, dineIn: null },
    { listId: 'town', articleId: 'coffee', takeaway: 230, dineIn: 250 },
    { listId: 'station', articleId: 'roll', takeaway: 55, dineIn: null },
  ],
  keyPages: [{ id: 'k1', name: 'Theke', position: 1, keys: ['roll', null, 'coffee'] }],
  branches: [branch('north', 'N1', 'town'), branch('south', 'S1', 'station')],
  staff: [person('p1', '1', ['north']), person('p2', '2', ['south']), person('p3', '3', ['north', 'south'])],
  taxRows: [{ category: 'food', place: 'takeaway', from: '1970-01-01', vatKey: 2, rate: 700 }],
})
