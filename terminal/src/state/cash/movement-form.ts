import type { Cents } from '@brotkasten/domain/money/cents'
import type { CashRequest } from '@brotkasten/domain/wire/till'
import { typed } from '../cart/pending.ts'
import { amountOf } from '../cart/tender.ts'
import type { MovementCase, MovementForm } from './open-form.ts'

/** What the wire takes at most, in cents (domain/wire/till). */
const MAX_AMOUNT = 100_000_000
/** Longest reason and longest bag number of the wire. */
const MAX_WORDS: Readonly<Record<MovementCase, number>> = { payIn: 200, payOut: 200, skim: 40 }

/** Nothing keyed yet; `id` stays the request's for good. */
export const openMovement = (cashCase: MovementCase, id: string): MovementForm => ({
  kind: 'movement',
  case: cashCase,
  id,
  typed: '',
  words: '',
  field: 'amount',
  phase: 'keying',
})

/** Appends a key of the pad; what would be no amount or too large a one is ignored. */
export function amountTyped(form: MovementForm, key: string): MovementForm {
  const text = typed(form.typed, key)
  const amount = amountOf(text)
  return amount === null || amount > MAX_AMOUNT ? form : { ...form, typed: text }
}

/** Sets the reason or the number of the bag. */
export const worded = (form: MovementForm, words: string): MovementForm =>
  words.length > MAX_WORDS[form.case] ? form : { ...form, words }

/** The keyed amount in cents; null where none is keyed. */
export const movementAmount = (form: MovementForm): Cents | null => amountOf(form.typed)

/** The request once amount and words are keyed; null before. */
export function movementRequestOf(form: MovementForm): CashRequest | null {
  const amount = movementAmount(form)
  const words = form.words.trim()
  if (amount === null || amount === 0 || words === '') return null
  const isSkim = form.case === 'skim'
  return {
    id: form.id,
    case: form.case,
    amount,
    reason: isSkim ? null : words,
    reference: isSkim ? words : null,
  }
}
