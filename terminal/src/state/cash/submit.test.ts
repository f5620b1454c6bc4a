import { cashRequest } from '@brotkasten/domain/wire/till'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { NOW, uuid } from '../cart/testing.ts'
import { amountTyped, movementRequestOf, openMovement, worded } from './movement-form.ts'
import type { OpenForm } from './open-form.ts'
import { openRefund, reasoned } from './refund-form.ts'
import { counted } from './sheet.ts'
import { openCount, refusedForm, requestOf, stepBack, submitted } from './submit.ts'
import { sale } from './testing.ts'

const typed = (text: string) => Array.from(text).reduce(amountTyped, openMovement('payOut', uuid(60)))
const payOut = worded(typed('8,40'), 'Milch gekauft')
const count = (purpose: 'float' | 'closing', digit: number) => {
  const form = openCount(purpose, uuid(61), uuid(62))
  return { ...form, sheet: counted(form.sheet, { type: 'digit', digit }) }
}

describe('a movement', () => {
  it('needs an amount and a reason', () => {
    expect(movementRequestOf(typed('8,40'))).toBeNull()
    expect(movementRequestOf(worded(typed('0'), 'Milch'))).toBeNull()
    expect(movementRequestOf(payOut)).toMatchObject({ case: 'payOut', amount: 840, reason: 'Milch gekauft' })
  })

  it('carries the number of the bag where money goes to the safe', () => {
    const skim = worded({ ...payOut, case: 'skim' }, 'B-4711')
    expect(movementRequestOf(skim)).toMatchObject({ case: 'skim', reason: null, reference: 'B-4711' })
  })

  it('is one the wire takes, whatever is typed', () => {
    const keys = fc.array(fc.constantFrom(...Array.from('0123456789,')), { maxLength: 12 })
    fc.assert(
      fc.property(keys, fc.string({ maxLength: 60 }), (pressed, words) => {
        const form = worded(typed(pressed.join('')), words.replace(/\p{Cc}/gu, ''))
        const request = movementRequestOf(form)
        if (request) expect(v.is(cashRequest, request)).toBe(true)
      }),
    )
  })
})

describe('the key that goes on', () => {
  const complete: OpenForm[] = [
    payOut,
    count('float', 3),
    reasoned(openRefund(sale, uuid(63), NOW), 'Vertippt'),
  ]

  it.each(complete)('sends a complete $kind at once', (form) => {
    expect(submitted(form)).toEqual({ ...form, phase: 'sending' })
  })

  it('asks once more before a closing', () => {
    const asked = submitted(count('closing', 3))
    expect(asked.phase).toBe('confirming')
    expect(submitted(asked).phase).toBe('sending')
  })

  it('does nothing twice, and nothing while something is missing', () => {
    const sending = submitted(payOut)
    expect(submitted(sending)).toBe(sending)
    expect(submitted(openCount('closing', uuid(61), uuid(62))).phase).toBe('keying')
    expect(submitted(count('float', 0)).phase).toBe('keying')
  })

  it('closes an empty drawer that was counted', () => {
    expect(requestOf(count('closing', 0))).toMatchObject({ kind: 'closing', request: { counted: 0 } })
  })

  it('asks for exactly the same after a refusal, under the same ids', () => {
    const closing = submitted(submitted(count('closing', 3)))
    const again = refusedForm(closing, closing.id)
    expect(again.phase).toBe('keying')
    expect(requestOf(again)).toEqual(requestOf(closing))
  })

  it('hears no refusal that is meant for another form', () => {
    const sending = submitted(payOut)
    expect(refusedForm(sending, uuid(99))).toBe(sending)
  })
})

it('one goes back from the question to the count and then out, but not from a booking', () => {
  const asked = submitted(count('closing', 3))
  expect(stepBack(asked)?.phase).toBe('keying')
  expect(stepBack(payOut)).toBeNull()
  const sending = submitted(payOut)
  expect(stepBack(sending)).toBe(sending)
})
