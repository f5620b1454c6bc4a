import { cents } from '@brotkasten/domain/money/cents'
import { pieces, thousandths } from '@brotkasten/domain/money/quantity'
import type { Sellable } from '@brotkasten/domain/wire/till'
import { describe, expect, it } from 'vitest'
import type { KeyEvent } from './key-event.ts'
import { keyed } from './keying.ts'
import { EMPTY_CART, type OpenCart, toCart } from './open-cart.ts'
import { done, NOW, press, roll, tap, uuid, wheat } from './testing.ts'

const keying = (...events: KeyEvent[]): OpenCart => press(EMPTY_CART, ...events)
const digits = (text: string): KeyEvent[] => Array.from(text).map((key) => ({ type: 'digit', key }))
const lineOf = (cart: OpenCart, index = 0) => cart.lines[index]

describe('adding articles', () => {
  it('opens the sale with the first line', () => {
    const cart = keying(tap(roll, 1))
    expect(cart).toMatchObject({ saleId: uuid(1001), startedAt: NOW, selectedId: uuid(1) })
    expect(toCart(cart).lines).toEqual([
      {
        id: uuid(1),
        articleId: 'roll',
        name: 'Brötchen',
        quantity: pieces(1),
        unitPrice: cents(45),
        category: 'food',
        place: 'takeaway',
        catalogueVersion: 1,
        discount: null,
      },
    ])
  })

  it('takes a typed number as the quantity and uses it up', () => {
    const cart = keying(...digits('3'), tap(roll, 1))
    expect(cart).toMatchObject({ pending: '', lines: [{ quantity: 3000 }] })
  })

  it('takes a typed article number as no quantity', () => {
    const cart = keying(...digits('101'), { ...tap(roll, 1), pendingIs: 'articleNumber' })
    expect(cart).toMatchObject({ pending: '', lines: [{ quantity: 1000 }] })
  })

  it('adds to the last line when the same key is tapped again', () => {
    const cart = keying(tap(roll, 1), tap(roll, 2), ...digits('2'), tap(roll, 3))
    expect(cart.lines).toHaveLength(1)
    expect(lineOf(cart)?.quantity).toBe(4000)
  })

  it('starts a new line when another article lies between', () => {
    expect(keying(tap(roll, 1), tap(wheat, 2), tap(roll, 3)).lines).toHaveLength(3)
  })

  it('keeps the price of an open line and starts a new line at a new price', () => {
    const dearer: Sellable = { ...roll, takeaway: cents(50), dineIn: cents(50) }
    const cart = keying(tap(roll, 1), { ...tap(dearer, 2), catalogueVersion: 2 })
    expect(toCart(cart).lines.map((line) => [line.unitPrice, line.catalogueVersion])).toEqual([
      [45, 1],
      [50, 2],
    ])
  })

  it('starts a new line after a discount and for another place', () => {
    const cart = keying(tap(roll, 1), ...digits('10'), { type: 'lineDiscount' }, tap(roll, 2))
    expect(cart.lines).toHaveLength(2)
    expect(keying(tap(roll, 1), { type: 'linePlace', lineId: uuid(1) }, tap(roll, 2)).lines).toHaveLength(2)
  })

  it('refuses half a roll and takes half a kilogram', () => {
    const half = keying(...digits('0,5'))
    expect(keyed(half, tap(roll, 1))).toEqual({ cart: half, hint: 'wholePieces' })
    const kilo: Sellable = { ...wheat, unit: 'kg' }
    expect(lineOf(press(half, tap(kilo, 1)))?.quantity).toBe(500)
  })

  it('refuses a quantity of zero', () => {
    expect(keyed(keying(...digits('0')), tap(roll, 1)).hint).toBe('quantityRange')
  })
})

describe('the selected line', () => {
  it('grows and shrinks by one and leaves below one', () => {
    const cart = keying(tap(roll, 1), { type: 'plus' }, { type: 'plus' }, { type: 'minus' })
    expect(lineOf(cart)?.quantity).toBe(2000)
    expect(press(cart, { type: 'minus' }, { type: 'minus' })).toMatchObject({ lines: [], saleId: null })
  })

  it('is the tapped one', () => {
    const cart = keying(tap(roll, 1), tap(wheat, 2), { type: 'select', lineId: uuid(1) }, { type: 'plus' })
    expect(cart.lines.map((line) => line.quantity)).toEqual([2000, 1000])
  })

  it('takes the typed number as its quantity', () => {
    const cart = keying(tap(roll, 1), ...digits('12'), { type: 'multiply' })
    expect(cart).toMatchObject({ pending: '', lines: [{ quantity: 12_000 }] })
    expect(keyed(cart, { type: 'multiply' }).hint).toBe('noNumber')
  })

  it('leaves on removal and its neighbour is selected', () => {
    const cart = keying(tap(roll, 1), tap(wheat, 2), { type: 'select', lineId: uuid(1) }, { type: 'remove' })
    expect(cart.lines.map((line) => line.id)).toEqual([uuid(2)])
    expect(cart.selectedId).toBe(uuid(2))
  })

  it('takes a discount in percent and loses it with zero', () => {
    const cart = keying(tap(roll, 1), ...digits('12,5'), { type: 'lineDiscount' })
    expect(lineOf(cart)?.discount).toEqual({ kind: 'percent', basisPoints: 1250, reason: 'Rabatt' })
    expect(lineOf(press(cart, ...digits('0'), { type: 'lineDiscount' }))?.discount).toBeNull()
    expect(keyed(press(cart, ...digits('101')), { type: 'lineDiscount' }).hint).toBe('percentRange')
  })
})

describe('place', () => {
  it('decides between the two prices the line was added with', () => {
    const cart = keying(tap(wheat, 1), { type: 'receiptPlace', place: 'dineIn' }, tap(roll, 2))
    expect(toCart(cart).lines.map((line) => [line.place, line.unitPrice])).toEqual([
      ['dineIn', 390],
      ['dineIn', 45],
    ])
    const one = press(cart, { type: 'linePlace', lineId: uuid(1) })
    expect(toCart(one).lines.map((line) => line.unitPrice)).toEqual([350, 45])
  })

  it('is takeaway again for the next customer', () => {
    const cart = keying({ type: 'receiptPlace', place: 'dineIn' }, tap(roll, 1))
    expect(press(press(cart, ...paidWith()), tap(roll, 3)).place).toBe('takeaway')
  })
})

const pay: KeyEvent = { type: 'pay', tenders: [{ kind: 'cash', given: cents(2000) }], total: cents(45) }
const paidWith = (): KeyEvent[] => [pay, { type: 'paid', saleId: uuid(1001), done }]

describe('paying', () => {
  it('takes one press and changes nothing until the answer', () => {
    const paying = keying(tap(roll, 1), pay)
    for (const event of [pay, tap(wheat, 2), { type: 'void' }, { type: 'digit', key: '1' }] as KeyEvent[]) {
      expect(keyed(paying, event).cart).toBe(paying)
    }
  })

  it('does nothing without lines', () => {
    expect(keying(pay)).toEqual(EMPTY_CART)
  })

  it('shows the change until the next key, which starts the next sale', () => {
    const paid = keying(tap(roll, 1), ...paidWith())
    expect(paid).toEqual({ ...EMPTY_CART, phase: done })
    expect(press(paid, pay).phase).toEqual(done)
    expect(press(paid, tap(wheat, 5))).toMatchObject({ phase: { kind: 'keying' }, saleId: uuid(1005) })
    expect(press(paid, ...digits('2'))).toMatchObject({ phase: { kind: 'keying' }, pending: '2' })
  })

  it('gives the cart back when the box refuses', () => {
    const cart = keying(tap(roll, 1))
    expect(press(cart, pay, { type: 'refused', saleId: uuid(1001) })).toEqual(cart)
  })

  it('ignores the answer to another sale', () => {
    const paying = keying(tap(roll, 1), pay)
    expect(press(paying, { type: 'paid', saleId: uuid(7), done })).toBe(paying)
    expect(press(paying, { type: 'refused', saleId: uuid(7) })).toBe(paying)
  })
})

describe('undo', () => {
  it('brings back a removed line', () => {
    const cart = keying(tap(roll, 1), tap(wheat, 2))
    expect(press(cart, { type: 'remove' }, { type: 'undo', saleId: uuid(9), now: NOW })).toEqual(cart)
  })

  it('brings back a voided sale under a new id', () => {
    const cart = keying(tap(roll, 1), { type: 'void' })
    expect(cart).toMatchObject({ lines: [], saleId: null })
    expect(press(cart, { type: 'undo', saleId: uuid(9), now: NOW })).toMatchObject({
      lines: [{ articleId: 'roll' }],
      saleId: uuid(9),
    })
  })

  it('is over with the next key', () => {
    expect(press(keying(tap(roll, 1), { type: 'void' }), ...digits('1')).undo).toBeNull()
  })
})

it('takes over the prices of today on demand', () => {
  const dearer: Sellable = { ...roll, takeaway: cents(50), dineIn: cents(55) }
  const cart = keying(tap(roll, 1), { type: 'reprice', articles: [dearer], catalogueVersion: 4 })
  expect(lineOf(cart)).toMatchObject({ takeaway: 50, dineIn: 55, catalogueVersion: 4 })
})

it('keeps a card part until it is taken back', () => {
  const cart = keying(tap(wheat, 1), { type: 'cardPart', amount: cents(100) })
  expect(cart.cardPart).toBe(100)
  expect(press(cart, { type: 'cardPart', amount: null }).cardPart).toBeNull()
})

it('never counts a line beyond what the wire takes', () => {
  const cart = keying(tap(roll, 1), ...digits('9999'), { type: 'multiply' })
  expect(lineOf(cart)?.quantity).toBe(thousandths(9_999_000))
  expect(keyed(cart, { type: 'plus' }).hint).toBe('quantityRange')
})
