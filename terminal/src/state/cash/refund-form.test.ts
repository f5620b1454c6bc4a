import { cents } from '@brotkasten/domain/money/cents'
import { thousandths } from '@brotkasten/domain/money/quantity'
import { refundRequest } from '@brotkasten/domain/wire/till'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { NOW, uuid } from '../cart/testing.ts'
import {
  allOrNone,
  lineStepped,
  lineSum,
  openRefund,
  reasoned,
  refundRequestOf,
  refundSum,
} from './refund-form.ts'
import { sale } from './testing.ts'

const opened = openRefund(sale, uuid(50), NOW)
const [rolls, bread] = sale.lines.map((line) => line.id)

describe('a refund', () => {
  it('begins with everything, the way it was paid', () => {
    expect(refundSum(opened)).toBe(675)
    expect(opened.tender).toBe('cash')
    const byCard = { ...sale, payments: [{ kind: 'card' as const, amount: cents(675) }] }
    expect(openRefund(byCard, uuid(50), NOW).tender).toBe('card')
  })

  it('of one roll pays back a quarter of what four cost', () => {
    const one = lineStepped(allOrNone(opened, 'none'), 0, 1)
    expect([refundSum(one), lineSum(one, rolls ?? ''), lineSum(one, bread ?? '')]).toEqual([45, 45, 0])
  })

  it('takes the rest of a weighed line in a step of its own', () => {
    const lines = sale.lines.map((line) => ({ ...line, quantity: thousandths(1543) }))
    const none = allOrNone(openRefund({ ...sale, lines }, uuid(50), NOW), 'none')
    const twice = lineStepped(lineStepped(none, 1, 1), 1, 1)
    expect(lineStepped(none, 1, 1).quantities).toEqual([0, 1000])
    expect(twice.quantities).toEqual([0, 1543])
    expect(lineStepped(lineStepped(twice, 1, -1), 1, -1).quantities).toEqual([0, 0])
  })

  it('is asked for once lines and a reason stand there, always under the same id', () => {
    expect(refundRequestOf(opened)).toBeNull()
    expect(refundRequestOf(reasoned(allOrNone(opened, 'none'), 'Vertippt'))).toBeNull()
    expect(refundRequestOf(reasoned(opened, ' Vertippt '))).toEqual({
      id: uuid(50),
      saleId: sale.id,
      startedAt: NOW,
      lines: [
        { lineId: rolls, quantity: 4000 },
        { lineId: bread, quantity: 1000 },
      ],
      reason: 'Vertippt',
      tender: 'cash',
    })
  })

  it('never asks for more than was sold and always for what the wire takes', () => {
    const step = fc.tuple(fc.nat(3), fc.constantFrom<1 | -1>(1, -1))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.string({ maxLength: 250 }), (steps, reason) => {
        const stepped = steps.reduce((form, [index, by]) => lineStepped(form, index, by), opened)
        const form = reasoned(stepped, reason.replace(/\p{Cc}/gu, ''))
        expect(refundSum(form)).toBeLessThanOrEqual(sale.gross)
        expect(refundSum(form)).toBe(sale.lines.reduce((sum, { id }) => sum + lineSum(form, id), 0))
        const request = refundRequestOf(form)
        if (request) expect(v.is(refundRequest, request)).toBe(true)
      }),
    )
  })
})
