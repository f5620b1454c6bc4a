import type { Tender } from '@brotkasten/domain/cart/payment'
import type { Cents } from '@brotkasten/domain/money/cents'
import { addArticle } from './add-article.ts'
import * as edit from './edit.ts'
import type { KeyEvent, Keyed } from './key-event.ts'
import { EMPTY_CART, type OpenCart } from './open-cart.ts'
import { typed } from './pending.ts'

/** One key press: the cart after it, and why nothing happened where nothing did. Pure. */
export function keyed(before: OpenCart, event: KeyEvent): Keyed {
  if (event.type === 'paid') return same(paid(before, event))
  if (event.type === 'refused') return same(refused(before, event.saleId))
  if (before.phase.kind === 'paying') return same(before)
  // Only undo itself needs what the last void took away; a paid sale is left by the first key of the next one.
  if (event.type === 'undo') return same(edit.undone(before, event.saleId, event.now))
  const cart: OpenCart = before.undo === null ? before : { ...before, undo: null }
  switch (event.type) {
    case 'digit':
      return same({ ...nextSale(cart), pending: typed(cart.pending, event.key) })
    case 'clear':
      return same({ ...cart, pending: '' })
    case 'article':
      return addArticle(nextSale(cart), event)
    case 'receiptPlace':
      return same(edit.placeOfAll(nextSale(cart), event.place))
    case 'select':
      return same(edit.selected(cart, event.lineId))
    case 'linePlace':
      return same(edit.placeSwitched(cart, event.lineId))
    case 'plus':
      return edit.stepped(cart, 1)
    case 'minus':
      return edit.stepped(cart, -1)
    case 'multiply':
      return edit.multiplied(cart)
    case 'remove':
      return edit.removed(cart)
    case 'lineDiscount':
      return edit.lineDiscounted(cart)
    case 'receiptDiscount':
      return edit.receiptDiscounted(cart)
    case 'void':
      return same(edit.voided(cart))
    case 'reprice':
      return same(edit.repriced(cart, event.articles, event.catalogueVersion))
    case 'cardPart':
      return same(cart.saleId === null ? cart : { ...cart, cardPart: event.amount, pending: '' })
    case 'pay':
      return same(paying(cart, event.tenders, event.total))
  }
}

const same = (cart: OpenCart): Keyed => ({ cart, hint: null })

const nextSale = (cart: OpenCart): OpenCart => (cart.phase.kind === 'done' ? EMPTY_CART : cart)

/** Takes the first press only: in any other phase, or without lines, a pay key does nothing. */
function paying(cart: OpenCart, tenders: readonly Tender[], total: Cents): OpenCart {
  if (cart.phase.kind !== 'keying' || cart.lines.length === 0) return cart
  return { ...cart, pending: '', phase: { kind: 'paying', tenders: [...tenders], total } }
}

function paid(cart: OpenCart, event: Extract<KeyEvent, { type: 'paid' }>): OpenCart {
  if (cart.phase.kind !== 'paying' || cart.saleId !== event.saleId) return cart
  return { ...EMPTY_CART, phase: event.done }
}

function refused(cart: OpenCart, saleId: string): OpenCart {
  if (cart.phase.kind !== 'paying' || cart.saleId !== saleId) return cart
  return { ...cart, phase: { kind: 'keying' } }
}
