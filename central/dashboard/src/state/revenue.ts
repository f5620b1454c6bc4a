import { type Cents, cents } from '@brotkasten/domain/money/cents'
import { type BusinessDate, businessDate } from '@brotkasten/domain/time/business-date'
import type { Revenue } from '../client/shapes.ts'

export type Hour = Revenue['hours'][number]

/** The hours from the first sale to the last without holes; empty where nothing was sold. */
export function saleRange(hours: readonly Hour[]): readonly Hour[] {
  const sold = hours.filter((hour) => hour.receipts > 0 || hour.gross !== 0).map((hour) => hour.hour)
  if (sold.length === 0) return []
  const first = Math.min(...sold)
  const length = Math.max(...sold) - first + 1
  return Array.from({ length }, (_, index) => {
    const hour = first + index
    return hours.find((candidate) => candidate.hour === hour) ?? { hour, gross: cents(0), receipts: 0 }
  })
}

export type DayTotals = {
  readonly gross: Cents
  readonly receipts: number
  readonly average: Cents | null
  readonly best: Hour | null
}

/** Sums of a day, its average receipt and its strongest hour; both null without a receipt. */
export function dayTotals(hours: readonly Hour[]): DayTotals {
  const gross = cents(hours.reduce((sum, hour) => sum + hour.gross, 0))
  const receipts = hours.reduce((sum, hour) => sum + hour.receipts, 0)
  const best = hours.reduce<Hour | null>((top, hour) => (hour.gross > (top?.gross ?? 0) ? hour : top), null)
  return { gross, receipts, average: receipts === 0 ? null : cents(Math.round(gross / receipts)), best }
}

/** The day `days` away from another. */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  const noon = Date.parse(`${date}T12:00:00Z`) + days * 86_400_000
  return businessDate(new Date(noon).toISOString().slice(0, 10))
}
