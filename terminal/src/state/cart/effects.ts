import type { SaleRequest } from '@brotkasten/domain/wire/till'
import { type OpenCart, toCart } from './open-cart.ts'

/** What the box has to be told after a key press. */
export type Effect =
  | { readonly kind: 'begin'; readonly id: string }
  | { readonly kind: 'abort'; readonly id: string }
  | { readonly kind: 'sell'; readonly request: SaleRequest }

/** Calls that follow from a change of the open cart, in order. */
export function effectsOf(before: OpenCart, after: OpenCart): Effect[] {
  const effects: Effect[] = []
  if (before.saleId !== null && before.saleId !== after.saleId && before.phase.kind === 'keying') {
    effects.push({ kind: 'abort', id: before.saleId })
  }
  if (after.saleId !== null && before.saleId !== after.saleId) {
    effects.push({ kind: 'begin', id: after.saleId })
  }
  const request = before.phase.kind === 'paying' ? null : saleRequestOf(after)
  if (request) effects.push({ kind: 'sell', request })
  return effects
}

/** The sale that waits for the box's answer, also after a reload; null where none does. */
export function saleRequestOf(cart: OpenCart): SaleRequest | null {
  if (cart.phase.kind !== 'paying' || cart.saleId === null || cart.startedAt === null) return null
  const { tenders, total } = cart.phase
  return { id: cart.saleId, startedAt: cart.startedAt, cart: toCart(cart), tenders, total }
}
