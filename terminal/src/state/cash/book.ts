import type { CashMovement } from '@brotkasten/domain/cash/movement'
import type { Closing } from '@brotkasten/domain/closing/closing'
import type { Refund } from '@brotkasten/domain/refund/booking'
import { ok, type Result } from '@brotkasten/domain/result'
import { box } from '../../client/box.ts'
import type { CallFailure } from '../../client/call.ts'
import type { DeskRequest } from './submit.ts'

/** What has been booked, as the box keeps it. */
export type Booked =
  | { readonly kind: 'refund'; readonly refund: Refund }
  | { readonly kind: 'cash'; readonly movement: CashMovement }
  | { readonly kind: 'closing'; readonly closing: Closing }

/** One try at having a request booked; the same request is booked once however often it is sent. */
export async function book(asked: DeskRequest, operator: string): Promise<Result<Booked, CallFailure>> {
  switch (asked.kind) {
    case 'refund': {
      const answer = await box.refund(asked.request, operator)
      return answer.ok ? ok({ kind: 'refund', refund: answer.value.refund }) : answer
    }
    case 'cash': {
      const answer = await box.moveCash(asked.request, operator)
      return answer.ok ? ok({ kind: 'cash', movement: answer.value.movement }) : answer
    }
    case 'closing': {
      const answer = await box.close(asked.request, operator)
      return answer.ok ? ok({ kind: 'closing', closing: answer.value.closing }) : answer
    }
  }
}
