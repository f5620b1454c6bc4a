import { bucketOf } from '../fiscal/process-data.ts'
import { cents, formatFiscal } from '../money/cents.ts'
import { type Bon, type BonPayment, paymentsOf } from './bon.ts'

const EURO = ''

/** Cash before non-cash; in each the till's own currency first, then codes in alphabetical order. */
const order = (a: readonly [string, number], b: readonly [string, number]): number => (a[0] < b[0] ? -1 : 1)

const keyOf = ({ type, foreign }: BonPayment): string =>
  `${type === 'Bar' ? 'Bar' : 'Unbar'}:${foreign?.currency ?? EURO}`

function paymentsText(bon: Bon): string {
  const sums = new Map<string, number>()
  for (const payment of paymentsOf(bon)) {
    if (payment.type === 'Keine') continue
    const key = keyOf(payment)
    sums.set(key, (sums.get(key) ?? 0) + (payment.foreign?.amount ?? payment.amount))
  }
  return [...sums]
    .filter(([, amount]) => amount !== 0)
    .toSorted(order)
    .map(([key, amount]) => `${formatFiscal(cents(amount))}:${key}`.replace(/:$/, ''))
    .join('_')
}

/**
 * The Kassenbeleg-V1 text of any Bon: type, gross per bucket, payments merged per kind and currency
 * (DSFinV-K 2.4, annex I). An aborted Bon is signed with zeros, whatever lines it keeps.
 */
export function kassenbelegOf(bon: Bon): string {
  const buckets = [0, 0, 0, 0, 0]
  for (const { vatKey, gross } of bon.type === 'AVBelegabbruch' ? [] : bon.taxes) {
    const index = bucketOf(vatKey) - 1
    buckets[index] = (buckets[index] ?? 0) + gross
  }
  return `${bon.type}^${buckets.map((amount) => formatFiscal(cents(amount))).join('_')}^${paymentsText(bon)}`
}
