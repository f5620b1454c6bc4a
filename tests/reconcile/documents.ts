import { bucketOf } from '@brotkasten/domain/fiscal/process-data'
import type { Fact } from '@brotkasten/domain/journal/entry'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'

/** Anything with a receipt number: a sale, a refund, a movement of cash. */
export interface BookedDocument {
  readonly id: string
  readonly registerId: string
  readonly number: number
  readonly tse: Receipt['tse']
  /** Gross per bucket 1 to 5 as it must be signed, in cents, worked out from the document itself. */
  readonly buckets: readonly number[]
}

/** The document a fact is, or null for everything without a receipt number. */
export function documentOf({ kind, body }: Fact): BookedDocument | null {
  if (kind === 'sale.completed' || kind === 'sale.refunded')
    return { ...body, buckets: taxBuckets(body.taxes) }
  // Money that moves without a sale is outside VAT: bucket 5 (DSFinV-K annex I).
  if (kind === 'cash.moved') return { ...body, buckets: [0, 0, 0, 0, body.amount] }
  return null
}

function taxBuckets(taxes: Receipt['taxes']): number[] {
  const sums = [0, 0, 0, 0, 0]
  for (const { vatKey, gross } of taxes)
    sums[bucketOf(vatKey) - 1] = (sums[bucketOf(vatKey) - 1] ?? 0) + gross
  return sums
}
