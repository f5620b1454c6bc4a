import { expect, it, vi } from 'vitest'
import { EMPTY_CART } from './open-cart.ts'
import { loadCart, type Store, saveCart } from './stored-cart.ts'
import { press, roll, tap } from './testing.ts'

const memory = (): Store & { readonly held: Map<string, string> } => {
  const held = new Map<string, string>()
  return { held, getItem: (key) => held.get(key) ?? null, setItem: (key, text) => void held.set(key, text) }
}

it('comes back as it was stored', () => {
  const store = memory()
  const cart = press(EMPTY_CART, tap(roll, 1), { type: 'digit', key: '3' })
  saveCart(store, cart)
  expect(loadCart(store)).toEqual(cart)
})

it.each(['', 'no json', '{"version":2}', '{"version":1,"lines":[{}]}'])('starts empty on %j', (text) => {
  const store = memory()
  store.setItem('brotkasten.cart', text)
  expect(loadCart(store)).toEqual(EMPTY_CART)
})

it('does not stop the sale when storage is full', () => {
  const log = vi.spyOn(console, 'error').mockReturnValue()
  const full: Store = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  expect(() => saveCart(full, EMPTY_CART)).not.toThrow()
  expect(log).toHaveBeenCalledOnce()
  log.mockRestore()
})
