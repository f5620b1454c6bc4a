import { type SettlementFailure, settle, type Tender } from '@brotkasten/domain/cart/payment'
import { type Cents, cents, parseEuro } from '@brotkasten/domain/money/cents'
import { err, ok, type Result } from '@brotkasten/domain/result'

/** A pay key: its own amount, or what was typed. */
export type PayKey =
  | { readonly kind: 'exact' }
  | { readonly kind: 'note'; readonly amount: Cents }
  | { readonly kind: 'cash'; readonly typed: string }
  | { readonly kind: 'card'; readonly typed: string }

export type PayFailure = SettlementFailure | { readonly kind: 'noAmount' }

/** What a pay key means for a sum: pays it all, or is a first part by card. */
export type PayMove =
  | { readonly kind: 'settled'; readonly tenders: readonly Tender[] }
  | { readonly kind: 'cardPart'; readonly amount: Cents }

/** Reads a pay key against the sum and what the card has paid so far, all in cents. */
export function payMove(total: Cents, cardPart: Cents | null, key: PayKey): Result<PayMove, PayFailure> {
  const paidByCard = cardPart ?? 0
  const rest = cents(Math.max(total - paidByCard, 0))
  if (key.kind === 'card') {
    const amount = key.typed === '' ? rest : amountOf(key.typed)
    if (amount === null || (amount === 0 && total > 0)) return err({ kind: 'noAmount' })
    if (amount < rest) return ok({ kind: 'cardPart', amount: cents(paidByCard + amount) })
    return settled(total, cardTender(cents(paidByCard + amount)))
  }
  const given = key.kind === 'exact' ? rest : key.kind === 'note' ? key.amount : amountOf(key.typed)
  if (given === null) return err({ kind: 'noAmount' })
  const cash: Tender[] = given === 0 ? [] : [{ kind: 'cash', given }]
  return settled(total, [...cardTender(cents(paidByCard)), ...cash])
}

const cardTender = (amount: Cents): Tender[] => (amount === 0 ? [] : [{ kind: 'card', amount }])

function settled(total: Cents, tenders: readonly Tender[]): Result<PayMove, PayFailure> {
  const settlement = settle(total, tenders)
  return settlement.ok ? ok({ kind: 'settled', tenders }) : settlement
}

/** Typed digits as euros; `20`, `20,5` and `20,` are amounts. */
export const amountOf = (typed: string): Cents | null => parseEuro(typed.replace(/,$/, ''))

/** Notes with a key of their own, in cents. */
export const NOTES: readonly Cents[] = [cents(500), cents(1000), cents(2000), cents(5000)]

/** Coins and notes a customer rounds up to, by the size of the sum. */
const STEPS: readonly { readonly below: number; readonly steps: readonly number[] }[] = [
  { below: 2000, steps: [50, 100, 200, 500] },
  { below: 5000, steps: [100, 500] },
  { below: Number.POSITIVE_INFINITY, steps: [1000, 5000] },
]

/** The two amounts besides the notes that are most likely handed over: 7.35 → 7.50 and 8. */
export function likelyAmounts(due: Cents): Cents[] {
  if (due <= 0) return []
  const steps = STEPS.find(({ below }) => due < below)?.steps ?? []
  const candidates = [...steps.map((step) => Math.ceil(due / step) * step), 10_000, 20_000, 50_000]
  const isNew = (amount: number) => amount > due && !NOTES.some((note) => note === amount)
  return [...new Set(candidates.filter(isNew))].slice(0, 2).map(cents)
}
