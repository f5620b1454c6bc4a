import type { Branch, PriceList } from '@brotkasten/domain/catalogue/entities'

export const STANDARD_LIST = 'liste-standard'
export const STATION_LIST = 'liste-bahnhof'

/** The station pays its rent with every roll, so it has prices of its own. */
export const priceLists: readonly PriceList[] = [
  { id: STANDARD_LIST, name: 'Standard' },
  { id: STATION_LIST, name: 'Bahnhof' },
]

export const MARKET = 'filiale-marktplatz'
export const STATION = 'filiale-bahnhof'
export const PARK = 'filiale-park'

/** One company; the numbers cannot belong to anybody (their check digits are wrong on purpose). */
const company = {
  company: 'Bäckerei Sonnenkorn GmbH',
  postalCode: '72108',
  city: 'Rottenburg am Neckar',
  taxNumber: '86099/12345',
  vatId: 'DE123456789',
  zone: 'Europe/Berlin',
}

export const branches: readonly Branch[] = [
  {
    id: MARKET,
    code: '01',
    name: 'Hauptgeschäft Marktplatz',
    street: 'Marktplatz 7',
    priceListId: STANDARD_LIST,
    hasSeats: true,
    ...company,
  },
  {
    id: STATION,
    code: '02',
    name: 'Bahnhof',
    street: 'Poststraße 21',
    priceListId: STATION_LIST,
    hasSeats: false,
    ...company,
  },
  {
    id: PARK,
    code: '03',
    name: 'Café am Park',
    street: 'Schänzle 4',
    priceListId: STANDARD_LIST,
    hasSeats: true,
    ...company,
  },
]
