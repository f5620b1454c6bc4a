import type { Payment } from '../cart/payment.ts'
import { type Cents, cents, formatFiscal } from '../money/cents.ts'

export const KASSENBELEG = 'Kassenbeleg-V1'

/** DSFinV-K BON_TYP values that a Kassenbeleg-V1 may carry (AVBelegstorno cannot be used with a TSE). */
export type ReceiptType =
  | 'Beleg'
  | 'AVTransfer'
  | 'AVRechnung'
  | 'AVTraining'
  | 'AVBelegabbruch'
  | 'AVSachbezug'
  | 'AVSonstige'

/** Bucket of a VAT key in the signed text, 1 to 5 (DSFinV-K annex I and the key list of 2024-12-05). */
export function bucketOf(vatKey: number): 1 | 2 | 3 | 4 | 5 {
  const base = vatKey >= 10 && vatKey < 1000 ? vatKey % 10 : vatKey
  return base === 1 || base === 2 || base === 3 || base === 4 ? base : 5
}

/**
 * Signed text of a Kassenbeleg-V1: type, gross per bucket, payments (cash before non-cash, zero sums left out).
 * Grammar: DSFinV-K annex I.
 */
export function kassenbelegV1(
  type: ReceiptType,
  taxes: readonly { readonly vatKey: number; readonly gross: Cents }[],
  payments: readonly Payment[],
): string {
  const buckets = [0, 0, 0, 0, 0]
  for (const { vatKey, gross } of taxes) {
    const index = bucketOf(vatKey) - 1
    buckets[index] = (buckets[index] ?? 0) + gross
  }
  const total = (kind: Payment['kind']) =>
    payments.filter((payment) => payment.kind === kind).reduce((sum, payment) => sum + payment.amount, 0)
  const paid = [
    { amount: total('cash'), name: 'Bar' },
    { amount: total('card'), name: 'Unbar' },
  ].filter(({ amount }) => amount !== 0)
  const sums = buckets.map((amount) => formatFiscal(cents(amount))).join('_')
  return `${type}^${sums}^${paid.map(({ amount, name }) => `${formatFiscal(cents(amount))}:${name}`).join('_')}`
}
