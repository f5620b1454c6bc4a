import { cartSchema } from '@brotkasten/domain/cart/cart'
import { cents } from '@brotkasten/domain/money/cents'
import { GERMAN_TAX_TABLE } from '@brotkasten/domain/tax/rates'
import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { effectsOf } from './effects.ts'
import type { KeyEvent } from './key-event.ts'
import { keyed } from './keying.ts'
import { EMPTY_CART, type OpenCart, openCartSchema, toCart } from './open-cart.ts'
import { priceOpenCart } from './pricing.ts'
import { done, NOW, roll, tap, uuid, wheat } from './testing.ts'

const kilo = { ...wheat, id: 'kilo', unit: 'kg' } as const
const dearer = { ...roll, takeaway: cents(55), dineIn: cents(60) }
const table = { taxRows: GERMAN_TAX_TABLE, branch: { zone: 'Europe/Berlin' } }

/** Events as a clumsy hand makes them: `n` numbers the press, so that ids are new. */
const event = (n: number) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .constantFrom(...Array.from('0123456789,'))
        .map((key): KeyEvent => ({ type: 'digit', key })),
    },
    { weight: 6, arbitrary: fc.constantFrom(roll, wheat, kilo, dearer).map((a): KeyEvent => tap(a, n)) },
    fc.constantFrom<KeyEvent>(
      { type: 'clear' },
      { type: 'plus' },
      { type: 'minus' },
      { type: 'multiply' },
      { type: 'remove' },
      { type: 'lineDiscount' },
      { type: 'receiptDiscount' },
      { type: 'void' },
      { type: 'undo', saleId: uuid(5000 + n), now: NOW },
      { type: 'receiptPlace', place: 'dineIn' },
      { type: 'receiptPlace', place: 'takeaway' },
      { type: 'cardPart', amount: cents(100) },
      { type: 'pay', tenders: [], total: cents(0) },
      { type: 'reprice', articles: [dearer], catalogueVersion: 2 },
    ),
    fc.nat(n).map((m): KeyEvent => ({ type: 'select', lineId: uuid(m) })),
    fc.nat(n).map((m): KeyEvent => ({ type: 'linePlace', lineId: uuid(m) })),
    fc.constant<KeyEvent>({ type: 'refused', saleId: '' }),
  )

/** The box answers for the sale that is open. */
const addressed = (cart: OpenCart, pressed: KeyEvent, books: boolean): KeyEvent =>
  pressed.type !== 'refused'
    ? pressed
    : books
      ? { type: 'paid', saleId: cart.saleId ?? '', done }
      : { type: 'refused', saleId: cart.saleId ?? '' }

const presses = fc
  .integer({ min: 1, max: 60 })
  .chain((length) => fc.tuple(...Array.from({ length }, (_, n) => fc.tuple(event(n), fc.boolean()))))

const each = (check: (before: OpenCart, after: OpenCart) => void) =>
  fc.assert(
    fc.property(presses, (list) => {
      let cart = EMPTY_CART
      for (const [pressed, books] of list) {
        const after = keyed(cart, addressed(cart, pressed, books)).cart
        check(cart, after)
        cart = after
      }
    }),
    { numRuns: 100 },
  )

it('has a sale exactly while there are lines', () => {
  each((_, cart) => {
    expect(cart.saleId !== null).toBe(cart.lines.length > 0)
    expect(cart.startedAt !== null).toBe(cart.lines.length > 0)
    if (cart.phase.kind !== 'keying') expect(cart.lines.length > 0).toBe(cart.phase.kind === 'paying')
  })
})

it('always has a selected line that exists, and each line once', () => {
  each((_, cart) => {
    const ids = cart.lines.map((line) => line.id)
    expect(new Set(ids).size).toBe(ids.length)
    if (ids.length > 0) expect(ids).toContain(cart.selectedId)
  })
})

it('always is a cart the wire takes and the domain can price', () => {
  each((_, cart) => {
    const priced = priceOpenCart(cart, table, new Date(NOW))
    expect(priced.ok && priced.value.gross >= 0).toBe(true)
    if (cart.lines.length > 0) expect(v.is(cartSchema, toCart(cart))).toBe(true)
  })
})

it('survives storage at every moment', () => {
  each((_, cart) => {
    expect(v.parse(openCartSchema, JSON.parse(JSON.stringify(cart)))).toEqual(cart)
  })
})

it('tells the box of every begin and of every end that is no payment, once', () => {
  const open = new Set<string>()
  each((before, after) => {
    if (before === EMPTY_CART) open.clear()
    for (const effect of effectsOf(before, after)) {
      if (effect.kind === 'begin') open.add(effect.id)
      if (effect.kind === 'abort') expect(open.delete(effect.id)).toBe(true)
      if (effect.kind === 'sell') expect(open.has(effect.request.id)).toBe(true)
    }
    if (before.phase.kind === 'paying' && after.phase.kind === 'done') open.delete(before.saleId ?? '')
    expect([...open]).toEqual(after.saleId === null ? [] : [after.saleId])
  })
})
