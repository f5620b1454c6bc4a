import { cents } from '@brotkasten/domain/money/cents'
import type { Sellable } from '@brotkasten/domain/wire/till'
import type { AddArticle, KeyEvent } from './key-event.ts'
import { keyed } from './keying.ts'
import type { OpenCart, Phase } from './open-cart.ts'

/** Pieces the tests of the cart share. */

export const NOW = '2026-11-22T05:30:00.000Z'

export const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

const food = { groupId: 'g', category: 'food', unit: 'piece', onSale: true } as const

export const roll: Sellable = {
  ...food,
  id: 'roll',
  plu: '101',
  name: 'Brötchen',
  shortName: 'Brötchen',
  takeaway: cents(45),
  dineIn: cents(45),
}

export const wheat: Sellable = {
  ...food,
  id: 'wheat',
  plu: '201',
  name: 'Weizenmischbrot',
  shortName: 'Weizenmisch',
  takeaway: cents(350),
  dineIn: cents(390),
}

export const tap = (article: Sellable, n: number): AddArticle => ({
  type: 'article',
  article,
  catalogueVersion: 1,
  pendingIs: 'quantity',
  lineId: uuid(n),
  saleId: uuid(1000 + n),
  now: NOW,
})

export const press = (cart: OpenCart, ...events: KeyEvent[]): OpenCart =>
  events.reduce((state, event) => keyed(state, event).cart, cart)

export const done: Extract<Phase, { kind: 'done' }> = {
  kind: 'done',
  receiptId: uuid(1001),
  number: 12,
  gross: cents(45),
  given: cents(2000),
  change: cents(1955),
  card: cents(0),
}
