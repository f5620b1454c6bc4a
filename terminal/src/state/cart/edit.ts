import type { Discount } from '@brotkasten/domain/cart/cart'
import { thousandths } from '@brotkasten/domain/money/quantity'
import type { Place } from '@brotkasten/domain/tax/category'
import type { Sellable } from '@brotkasten/domain/wire/till'
import type { Keyed, KeyHint } from './key-event.ts'
import { type CartContent, EMPTY_CART, type KeyedLine, type OpenCart } from './open-cart.ts'
import { asPercent, asQuantity, fits } from './pending.ts'

/** Stands as the reason on the receipt and in the export. */
const DISCOUNT_REASON = 'Rabatt'

const done = (cart: OpenCart): Keyed => ({ cart, hint: null })
const refuse = (cart: OpenCart, hint: KeyHint): Keyed => ({ cart, hint })

const selectedLine = (cart: OpenCart): KeyedLine | undefined =>
  cart.lines.find((line) => line.id === cart.selectedId)

const withLine = (cart: OpenCart, changed: KeyedLine): OpenCart => ({
  ...cart,
  lines: cart.lines.map((line) => (line.id === changed.id ? changed : line)),
})

const content = ({ lines, discount, cardPart, selectedId, place }: OpenCart): CartContent => ({
  lines,
  discount,
  cardPart,
  selectedId,
  place,
})

export const selected = (cart: OpenCart, lineId: string): OpenCart =>
  cart.lines.some((line) => line.id === lineId) ? { ...cart, selectedId: lineId } : cart

/** One piece or kilogram more or less; less than that takes the line away. */
export function stepped(cart: OpenCart, step: 1 | -1): Keyed {
  const line = selectedLine(cart)
  if (!line) return refuse(cart, 'noLine')
  const quantity = line.quantity + step * 1000
  if (quantity <= 0) return removed(cart)
  if (!fits(quantity)) return refuse(cart, 'quantityRange')
  return done(withLine(cart, { ...line, quantity: thousandths(quantity) }))
}

/** The typed number becomes the quantity of the selected line. */
export function multiplied(cart: OpenCart): Keyed {
  const line = selectedLine(cart)
  if (!line) return refuse(cart, 'noLine')
  const quantity = asQuantity(cart.pending, line.unit)
  if (!quantity.ok) return refuse(cart, quantity.error)
  return done({ ...withLine(cart, { ...line, quantity: quantity.value }), pending: '' })
}

/** Takes the selected line away and selects its neighbour; the last line ends the sale. */
export function removed(cart: OpenCart): Keyed {
  const index = cart.lines.findIndex((line) => line.id === cart.selectedId)
  if (index < 0) return refuse(cart, 'noLine')
  const lines = cart.lines.toSpliced(index, 1)
  if (lines.length === 0) return done(voided(cart))
  const selectedId = lines[Math.min(index, lines.length - 1)]?.id ?? null
  return done({ ...cart, lines, selectedId, pending: '', undo: content(cart) })
}

/** Ends the sale before payment. */
export const voided = (cart: OpenCart): OpenCart =>
  cart.lines.length === 0 ? { ...cart, pending: '' } : { ...EMPTY_CART, undo: content(cart) }

/** Brings back what the last void took away; an ended sale comes back under a new id. */
export function undone(cart: OpenCart, saleId: string, now: string): OpenCart {
  if (cart.undo === null) return cart
  return {
    ...cart,
    ...cart.undo,
    undo: null,
    saleId: cart.saleId ?? saleId,
    startedAt: cart.startedAt ?? now,
  }
}

export function placeSwitched(cart: OpenCart, lineId: string): OpenCart {
  const line = cart.lines.find((candidate) => candidate.id === lineId)
  if (!line) return cart
  const place: Place = line.place === 'dineIn' ? 'takeaway' : 'dineIn'
  return { ...withLine(cart, { ...line, place }), selectedId: lineId }
}

/** The whole receipt: all lines and everything that follows. */
export const placeOfAll = (cart: OpenCart, place: Place): OpenCart => ({
  ...cart,
  place,
  lines: cart.lines.map((line) => (line.place === place ? line : { ...line, place })),
})

const percent = (basisPoints: number): Discount | null =>
  basisPoints === 0 ? null : { kind: 'percent', basisPoints, reason: DISCOUNT_REASON }

/** The typed percentage comes off the selected line; zero takes the discount away. */
export function lineDiscounted(cart: OpenCart): Keyed {
  const line = selectedLine(cart)
  if (!line) return refuse(cart, 'noLine')
  const rate = asPercent(cart.pending)
  if (!rate.ok) return refuse(cart, rate.error)
  return done({ ...withLine(cart, { ...line, discount: percent(rate.value) }), pending: '' })
}

/** The typed percentage comes off the whole receipt; zero takes the discount away. */
export function receiptDiscounted(cart: OpenCart): Keyed {
  if (cart.lines.length === 0) return refuse(cart, 'noLine')
  const rate = asPercent(cart.pending)
  if (!rate.ok) return refuse(cart, rate.error)
  return done({ ...cart, discount: percent(rate.value), pending: '' })
}

/** Takes over today's offer for every line; asked for by the cashier where the box refuses an old price. */
export function repriced(cart: OpenCart, articles: readonly Sellable[], catalogueVersion: number): OpenCart {
  const byId = new Map(articles.map((article) => [article.id, article]))
  const lines = cart.lines.map((line): KeyedLine => {
    const article = byId.get(line.articleId)
    if (!article) return line
    const { name, unit, takeaway, dineIn, category } = article
    return { ...line, name, unit, takeaway, dineIn, category, catalogueVersion }
  })
  return { ...cart, lines }
}
