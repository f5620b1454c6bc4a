import { type Cents, cents } from '@brotkasten/domain/money/cents'
import { thousandths } from '@brotkasten/domain/money/quantity'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import type { RefundLine } from '@brotkasten/domain/refund/booking'
import { type Returned, refundLines, refundTotal } from '@brotkasten/domain/refund/refund'
import type { RefundRequest } from '@brotkasten/domain/wire/till'
import type { RefundForm } from './open-form.ts'

/** One piece or kilogram; what is left over of a weighed line is a step of its own. */
const STEP = 1000
/** Longest reason of the wire (domain/wire/till). */
const MAX_REASON = 200

/** Everything comes back, the way it was paid. `id` and `now` stay the request's for good. */
export const openRefund = (sale: Receipt, id: string, now: string): RefundForm => ({
  kind: 'refund',
  id,
  startedAt: now,
  sale,
  quantities: sale.lines.map((line) => line.quantity),
  reason: '',
  tender: sale.payments.length > 0 && sale.payments.every(({ kind }) => kind === 'card') ? 'card' : 'cash',
  phase: 'keying',
})

/** One more or less of a line comes back; never less than none or more than was sold. */
export function lineStepped(form: RefundForm, index: number, by: 1 | -1): RefundForm {
  const sold = form.sale.lines[index]?.quantity
  if (sold === undefined) return form
  const quantity = Math.min(Math.max((form.quantities[index] ?? 0) + by * STEP, 0), sold)
  return { ...form, quantities: form.quantities.with(index, quantity) }
}

/** Every line comes back as a whole, or none does. */
export const allOrNone = (form: RefundForm, which: 'all' | 'none'): RefundForm => ({
  ...form,
  quantities: form.sale.lines.map((line) => (which === 'all' ? line.quantity : 0)),
})

/** Why it comes back, as far as the wire takes it. */
export const reasoned = (form: RefundForm, reason: string): RefundForm =>
  reason.length > MAX_REASON ? form : { ...form, reason }

/** What comes back, in the words of the domain. */
export const returnedOf = ({ sale, quantities }: RefundForm): Returned[] =>
  sale.lines.flatMap(({ id }, index) => {
    const quantity = quantities[index] ?? 0
    return quantity > 0 ? [{ lineId: id, quantity: thousandths(quantity) }] : []
  })

/** What a till knows of the lines that come back: only the box knows what came back before. */
const knownLines = (form: RefundForm): readonly RefundLine[] => {
  const lines = refundLines(form.sale, returnedOf(form), new Map())
  return lines.ok ? lines.value : []
}

/** What is paid back, in positive cents. */
export const refundSum = (form: RefundForm): Cents => cents(0 - refundTotal(knownLines(form)))

/** What one line pays back, in positive cents. */
export const lineSum = (form: RefundForm, lineId: string): Cents =>
  cents(0 - refundTotal(knownLines(form).filter((line) => line.lineId === lineId)))

/** The request once lines and a reason are chosen; null before. */
export function refundRequestOf(form: RefundForm): RefundRequest | null {
  const lines = returnedOf(form)
  const reason = form.reason.trim()
  if (lines.length === 0 || reason === '') return null
  const { id, sale, startedAt, tender } = form
  return { id, saleId: sale.id, startedAt, lines, reason, tender }
}
