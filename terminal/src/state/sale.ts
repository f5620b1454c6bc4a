import { type Cents, cents, formatEuro, ZERO } from '@brotkasten/domain/money/cents'
import type { Sellable } from '@brotkasten/domain/wire/till'
import { createEffect, createMemo, createSignal, on } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { v7 as uuid } from 'uuid'
import { box } from '../client/box.ts'
import { createBooking } from './booking.ts'
import { type Effect, effectsOf } from './cart/effects.ts'
import type { KeyEvent, KeyHint } from './cart/key-event.ts'
import { keyed } from './cart/keying.ts'
import type { OpenCart } from './cart/open-cart.ts'
import { isTaxable, priceOpenCart } from './cart/pricing.ts'
import { loadCart, saveCart } from './cart/stored-cart.ts'
import { type PayFailure, type PayKey, payMove } from './cart/tender.ts'
import { createNeeded } from './needed.ts'
import type { Note } from './note.ts'
import { byNumber } from './search.ts'
import type { Till } from './till.ts'

/** The open cart on the screen: keys in, prices and messages out. */
export function createSale(till: Till) {
  // The reducer's state is never changed; the store is a copy of it that the screen watches line by line.
  let current = loadCart(localStorage)
  const [cart, setCart] = createStore<OpenCart>(structuredClone(current))
  const [note, setNote] = createSignal<Note | null>(null)
  const [searching, setSearching] = createSignal(false)
  const booking = createBooking({ till, press, setNote, cart: () => current })

  const priced = createMemo(() => {
    const catalogue = till.catalogue()
    if (!catalogue) return null
    const result = priceOpenCart(cart, catalogue, till.now())
    return result.ok ? result.value : null
  })
  const total = (): Cents => priced()?.gross ?? ZERO
  const rest = (): Cents => cents(Math.max(total() - (cart.cardPart ?? 0), 0))

  function press(event: KeyEvent): void {
    const before = current
    const { cart: after, hint } = keyed(before, event)
    setNote(hint === null ? null : hintNote(hint))
    if (after === before) return
    current = after
    setCart(reconcile(structuredClone(after), { key: 'id' }))
    saveCart(localStorage, after)
    for (const effect of effectsOf(before, after)) perform(effect)
  }

  function perform(effect: Effect): void {
    const operator = till.session()?.token
    if (effect.kind === 'sell') booking.start()
    else if (operator === undefined) return
    else if (effect.kind === 'begin') void box.beginSale(effect.id, operator)
    else void box.abortSale(effect.id, operator)
  }

  const hintNote = (hint: KeyHint): Note => ({ tone: 'hint', words: till.text().hint[hint] })

  function tap(article: Sellable, pendingIs: 'quantity' | 'articleNumber' = 'quantity'): void {
    const catalogue = till.catalogue()
    if (!catalogue) return
    if (!isTaxable(article.category, catalogue, new Date())) {
      setNote({ tone: 'error', words: till.text().hint.noTaxRate })
      return
    }
    const ids = { lineId: uuid(), saleId: uuid(), now: new Date().toISOString() }
    press({ type: 'article', article, catalogueVersion: catalogue.version, pendingIs, ...ids })
    setSearching(false)
  }

  function enterNumber(): void {
    const { hint, action } = till.text()
    const article = byNumber(till.catalogue()?.articles ?? [], cart.pending)
    const search = { label: action.search, run: () => setSearching(true) }
    if (article) tap(article, 'articleNumber')
    else if (cart.pending === '') setNote({ tone: 'hint', words: hint.noNumber })
    else setNote({ tone: 'hint', words: hint.unknownNumber(cart.pending), action: search })
  }

  function pay(key: PayKey): void {
    if (cart.phase.kind !== 'keying' || cart.lines.length === 0 || priced() === null) return
    const move = payMove(total(), cart.cardPart, key)
    if (!move.ok) setNote({ tone: 'hint', words: payWords(move.error) })
    else if (move.value.kind === 'cardPart') press({ type: 'cardPart', amount: move.value.amount })
    else press({ type: 'pay', tenders: move.value.tenders, total: total() })
  }

  const payWords = (failure: PayFailure): string => {
    const { hint } = till.text()
    switch (failure.kind) {
      case 'tooLittle':
        return hint.tooLittle(formatEuro(failure.missing))
      case 'cardTooMuch':
        return hint.cardTooMuch(formatEuro(failure.excess))
      case 'noAmount':
      case 'twiceTheSame':
        return hint.noAmount
    }
  }

  // A sale that waited for its answer when the page was closed, or whose operator had to log in again, goes on.
  createEffect(
    on([till.stage, till.session], ([stage, session]) => {
      if (stage === 'ready' && session !== null && cart.phase.kind === 'paying') booking.start()
    }),
  )
  const undo = () => press({ type: 'undo', saleId: uuid(), now: new Date().toISOString() })
  return {
    cart,
    note,
    setNote,
    searching,
    setSearching,
    booking,
    priced,
    total,
    rest,
    press,
    tap,
    enterNumber,
    pay,
    undo,
  }
}
export type Sale = ReturnType<typeof createSale>

export const [SaleContext, useSale] = createNeeded<Sale>('the sale')
