import type { CashRequest, ClosingRequest, RefundRequest } from '@brotkasten/domain/wire/till'
import { movementRequestOf } from './movement-form.ts'
import type { CountForm, OpenForm } from './open-form.ts'
import { refundRequestOf } from './refund-form.ts'
import { EMPTY_SHEET, isCounted, sheetSum } from './sheet.ts'

/** What the box is asked to book. */
export type DeskRequest =
  | { readonly kind: 'refund'; readonly request: RefundRequest }
  | { readonly kind: 'cash'; readonly request: CashRequest }
  | { readonly kind: 'closing'; readonly request: ClosingRequest }

/** An empty sheet; both ids stay the request's for good. */
export const openCount = (purpose: CountForm['purpose'], id: string, differenceId: string): CountForm => ({
  kind: 'count',
  purpose,
  id,
  differenceId,
  sheet: EMPTY_SHEET,
  phase: 'keying',
})

/** The request of a form that is complete; null while something is missing. The same form gives the same request. */
export function requestOf(form: OpenForm): DeskRequest | null {
  switch (form.kind) {
    case 'refund': {
      const request = refundRequestOf(form)
      return request && { kind: 'refund', request }
    }
    case 'movement': {
      const request = movementRequestOf(form)
      return request && { kind: 'cash', request }
    }
    case 'count':
      return countRequestOf(form)
  }
}

function countRequestOf({ purpose, id, differenceId, sheet }: CountForm): DeskRequest | null {
  if (!isCounted(sheet)) return null
  const sum = sheetSum(sheet)
  if (purpose === 'closing') return { kind: 'closing', request: { id, differenceId, counted: sum } }
  if (sum === 0) return null
  return { kind: 'cash', request: { id, case: 'float', amount: sum, reason: null, reference: null } }
}

/** The key that goes on: a closing asks once more, everything else is sent. A second press changes nothing. */
export function submitted(form: OpenForm): OpenForm {
  if (form.phase === 'sending' || requestOf(form) === null) return form
  const asksFirst = form.kind === 'count' && form.purpose === 'closing' && form.phase === 'keying'
  return { ...form, phase: asksFirst ? 'confirming' : 'sending' }
}

/** The box said no to the form with this id: everything stands there as before, under the same ids. */
export function refusedForm(form: OpenForm, id: string): OpenForm {
  if (form.phase !== 'sending' || form.id !== id) return form
  return { ...form, phase: 'keying' }
}

/** One step back; null where that leaves the form. Nobody leaves a form that is being booked. */
export function stepBack(form: OpenForm): OpenForm | null {
  if (form.phase === 'sending') return form
  return form.phase === 'confirming' ? { ...form, phase: 'keying' } : null
}
