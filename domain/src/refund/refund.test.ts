import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { goldenReceipt } from '../../test/golden.ts'
import { cents } from '../money/cents.ts'
import { type Thousandths, thousandths } from '../money/quantity.ts'
import { receiptSchema } from '../receipt/receipt.ts'
import { allThatIsLeft, refundLines, refundTotal } from './refund.ts'

/** Two coffees at 3.20 less 10 %: 5.76 paid. */
const sale = v.parse(receiptSchema, goldenReceipt)
const [line] = sale.lines
const lineId = line?.id ?? ''
const one = { lineId, quantity: thousandths(1000) }

test('one of two comes back for half of what was charged', () => {
  const refund = refundLines(sale, [one], new Map())
  expect(refund).toMatchObject({ ok: true, value: [{ gross: -288, quantity: 1000, vatKey: 1, rate: 1900 }] })
})

test('the discount of the sale is not paid back', () => {
  const refund = refundLines(sale, allThatIsLeft(sale, new Map()), new Map())
  expect(refund.ok && refundTotal(refund.value)).toBe(-576)
})

describe('refused are', () => {
  test('nothing at all', () => {
    expect(refundLines(sale, [], new Map())).toEqual({ ok: false, error: { kind: 'nothing' } })
  })

  test('a line the sale does not have', () => {
    const wanted = { ...one, lineId: 'other' }
    expect(refundLines(sale, [wanted], new Map())).toEqual({
      ok: false,
      error: { kind: 'unknownLine', lineId: 'other' },
    })
  })

  test('more than was sold, over several refunds and within one', () => {
    const before = new Map([[lineId, thousandths(1500)]])
    expect(refundLines(sale, [one], before)).toMatchObject({ error: { kind: 'tooMuch', left: 500 } })
    expect(refundLines(sale, [one, one, one], new Map())).toMatchObject({
      error: { kind: 'tooMuch', left: 0 },
    })
  })
})

test('in whatever steps goods come back, exactly what was paid comes back with them', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 100_000 }), (parts, gross) => {
      const quantity = thousandths(parts.reduce((a, b) => a + b, 0))
      const paid = { ...sale, lines: sale.lines.map((row) => ({ ...row, quantity, gross: cents(gross) })) }
      let before = new Map<string, Thousandths>()
      let back = 0
      for (const part of parts) {
        const refund = refundLines(paid, [{ lineId, quantity: thousandths(part) }], before)
        if (!refund.ok) throw new Error(refund.error.kind)
        back += refundTotal(refund.value)
        before = new Map([[lineId, thousandths((before.get(lineId) ?? 0) + part)]])
        expect(-back).toBeLessThanOrEqual(gross)
      }
      expect(gross + back).toBe(0)
      expect(allThatIsLeft(paid, before)).toEqual([])
    }),
  )
})
