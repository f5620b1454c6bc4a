import * as v from 'valibot'
import { EMPTY_CART, type OpenCart, openCartSchema } from './open-cart.ts'

const KEY = 'brotkasten.cart'

/** The part of `Storage` that is used. */
export type Store = Pick<Storage, 'getItem' | 'setItem'>

/** The cart of before a reload; an empty one where none is stored or it is of another version. */
export function loadCart(store: Store): OpenCart {
  const text = store.getItem(KEY)
  if (text === null) return EMPTY_CART
  try {
    const parsed = v.safeParse(openCartSchema, JSON.parse(text))
    return parsed.success ? parsed.output : EMPTY_CART
  } catch {
    return EMPTY_CART
  }
}

/** Keeps the cart for a reload. A full or forbidden storage must not stop the sale. */
export function saveCart(store: Store, cart: OpenCart): void {
  try {
    store.setItem(KEY, JSON.stringify(cart))
  } catch (cause) {
    console.error('open cart not stored', cause)
  }
}
