import * as v from 'valibot'
import { type Cents, cents } from '../money/cents.ts'
import { err, ok, type Result } from '../result.ts'
import { centsBetween, centsSchema, priceCentsSchema } from '../schema.ts'

/**
 * A tender as offered, in cents. Cash says what the customer handed over, card what the card paid.
 */
export const tenderSchema = v.variant('kind', [
  v.object({ kind: v.literal('cash'), given: priceCentsSchema }),
  v.object({ kind: v.literal('card'), amount: centsBetween(1, 1_000_000_000) }),
])
export type Tender = v.InferOutput<typeof tenderSchema>

export const paymentSchema = v.object({ kind: v.picklist(['cash', 'card']), amount: centsSchema })
/** Money that stays: cash is netted of change. */
export type Payment = v.InferOutput<typeof paymentSchema>

export interface Settlement {
  readonly payments: readonly Payment[]
  readonly given: Cents
  readonly change: Cents
}

export type SettlementFailure =
  | { readonly kind: 'tooLittle'; readonly missing: Cents }
  | { readonly kind: 'cardTooMuch'; readonly excess: Cents }
  | { readonly kind: 'twiceTheSame' }

/**
 * Settles an amount due of zero or more: card first, cash pays the rest and gives change. One tender of each kind at most.
 * A receipt of zero is settled by nothing.
 */
export function settle(due: Cents, tenders: readonly Tender[]): Result<Settlement, SettlementFailure> {
  if (new Set(tenders.map((tender) => tender.kind)).size !== tenders.length)
    return err({ kind: 'twiceTheSame' })
  let card = 0
  let given = 0
  for (const tender of tenders) {
    if (tender.kind === 'card') card += tender.amount
    else given += tender.given
  }
  if (card > due) return err({ kind: 'cardTooMuch', excess: cents(card - due) })
  const cash = due - card
  if (given < cash) return err({ kind: 'tooLittle', missing: cents(cash - given) })
  const payments: Payment[] = []
  if (cash > 0) payments.push({ kind: 'cash', amount: cents(cash) })
  if (card > 0) payments.push({ kind: 'card', amount: cents(card) })
  return ok({ payments, given: cents(given), change: cents(given - cash) })
}
