import { pieces, thousandths } from '@brotkasten/domain/money/quantity'
import { ok } from '@brotkasten/domain/result'
import type { Sellable } from '@brotkasten/domain/wire/till'
import type { AddArticle, Keyed } from './key-event.ts'
import type { KeyedLine, OpenCart } from './open-cart.ts'
import { asQuantity, fits } from './pending.ts'

/** What the wire takes at most (domain/cart). */
const MAX_LINES = 500

/** Adds an article: to the last line where that is the same thing at the same price, else as a new line. */
export function addArticle(cart: OpenCart, event: AddArticle): Keyed {
  const { article } = event
  const counts = event.pendingIs === 'quantity' && cart.pending !== ''
  const quantity = counts ? asQuantity(cart.pending, article.unit) : ok(pieces(1))
  if (!quantity.ok) return { cart, hint: quantity.error }
  const last = cart.lines.at(-1)
  if (last && isSame(last, article, cart.place) && fits(last.quantity + quantity.value)) {
    const more = { ...last, quantity: thousandths(last.quantity + quantity.value) }
    const lines = [...cart.lines.slice(0, -1), more]
    return { cart: { ...cart, lines, selectedId: last.id, pending: '' }, hint: null }
  }
  if (cart.lines.length >= MAX_LINES) return { cart, hint: 'tooManyLines' }
  const line: KeyedLine = {
    id: event.lineId,
    articleId: article.id,
    name: article.name,
    unit: article.unit,
    quantity: quantity.value,
    takeaway: article.takeaway,
    dineIn: article.dineIn,
    category: article.category,
    place: cart.place,
    catalogueVersion: event.catalogueVersion,
    discount: null,
  }
  return {
    cart: {
      ...cart,
      lines: [...cart.lines, line],
      selectedId: line.id,
      pending: '',
      saleId: cart.saleId ?? event.saleId,
      startedAt: cart.startedAt ?? event.now,
    },
    hint: null,
  }
}

/** Whether one more of the article belongs on the line; a line with a discount is finished. */
const isSame = (line: KeyedLine, article: Sellable, place: OpenCart['place']): boolean =>
  line.articleId === article.id &&
  line.name === article.name &&
  line.unit === article.unit &&
  line.category === article.category &&
  line.takeaway === article.takeaway &&
  line.dineIn === article.dineIn &&
  line.place === place &&
  line.discount === null
