import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import type { Refund } from '@brotkasten/domain/refund/booking'
import { localTime } from '@brotkasten/domain/time/business-date'
import type { Judged } from '../ingest/judge.ts'

export interface DayDelta {
  /** Sales and refunds: each is a receipt of its own (DSFinV-K 4.2.5). */
  receipts: number
  refunds: number
  /** Cents. */
  gross: number
  lastSale: string | null
  duplicates: number
  quarantined: number
  /** Signatures that hold. */
  verified: number
}
export interface HourDelta {
  receipts: number
  gross: number
}
export interface TaxDelta {
  gross: number
  net: number
  vat: number
}
export interface PaymentDelta {
  amount: number
  count: number
}

/** What some entries add to the projections; keys are `date`, `date/hour`, `date/vatKey/rate` and `date/kind`. */
export interface Delta {
  readonly days: Map<string, DayDelta>
  readonly hours: Map<string, HourDelta>
  readonly taxes: Map<string, TaxDelta>
  readonly payments: Map<string, PaymentDelta>
}

const part = <T>(map: Map<string, T>, key: string, zero: () => T): T => {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = zero()
  map.set(key, made)
  return made
}

const later = (a: string | null, b: string): string => (a === null || a < b ? b : a)

/** Sums up judged entries. Quarantined and duplicate ones are counted but bring no money. */
export function deltaOf(judged: Iterable<Judged>, zone: string): Delta {
  const delta: Delta = { days: new Map(), hours: new Map(), taxes: new Map(), payments: new Map() }
  for (const { verdict, signature, day, fact } of judged) {
    const counts = part(delta.days, day, emptyDay)
    if (verdict === 'duplicate') counts.duplicates += 1
    if (verdict === 'quarantined') counts.quarantined += 1
    if (signature === 'verified') counts.verified += 1
    if (verdict !== 'ok') continue
    if (fact?.kind === 'sale.completed') {
      addReceipt(delta, fact.body, zone)
      counts.lastSale = later(counts.lastSale, fact.body.completedAt)
    }
    if (fact?.kind === 'sale.refunded') {
      addReceipt(delta, fact.body, zone)
      counts.refunds += 1
    }
  }
  return delta
}

/** Adds a sale, or a refund, whose amounts are negative. */
function addReceipt(delta: Delta, receipt: Receipt | Refund, zone: string): void {
  const date = receipt.businessDate
  const day = part(delta.days, date, emptyDay)
  day.receipts += 1
  day.gross += receipt.gross
  const local = localTime(new Date(receipt.completedAt), zone)
  const hour = part(delta.hours, `${date}/${local.hour}`, () => ({ receipts: 0, gross: 0 }))
  hour.receipts += 1
  hour.gross += receipt.gross
  for (const sum of receipt.taxes) {
    const tax = part(delta.taxes, `${date}/${sum.vatKey}/${sum.rate}`, () => ({ gross: 0, net: 0, vat: 0 }))
    tax.gross += sum.gross
    tax.net += sum.net
    tax.vat += sum.vat
  }
  for (const { kind, amount } of receipt.payments) {
    const payment = part(delta.payments, `${date}/${kind}`, () => ({ amount: 0, count: 0 }))
    payment.amount += amount
    payment.count += 1
  }
}

const emptyDay = (): DayDelta => ({
  receipts: 0,
  refunds: 0,
  gross: 0,
  lastSale: null,
  duplicates: 0,
  quarantined: 0,
  verified: 0,
})
