import { type Cents, cents, sumCents } from '../money/cents.ts'
import { type Thousandths, thousandths } from '../money/quantity.ts'
import { mulDiv } from '../money/round.ts'
import type { Receipt, ReceiptLine } from '../receipt/receipt.ts'
import { err, ok, type Result } from '../result.ts'
import type { RefundLine } from './booking.ts'

/** What the customer brings back of one line, in thousandths. */
export interface Returned {
  readonly lineId: string
  readonly quantity: Thousandths
}

export type RefundFailure =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknownLine'; readonly lineId: string }
  /** More than was sold and not yet refunded; `left` thousandths may still come back. */
  | { readonly kind: 'tooMuch'; readonly lineId: string; readonly left: Thousandths }

/** Quantities of a sale that have been refunded before, by line. */
export type RefundedBefore = ReadonlyMap<string, Thousandths>

/** Everything of a sale that has not come back yet. */
export function allThatIsLeft(sale: Receipt, before: RefundedBefore): Returned[] {
  return sale.lines.flatMap((line) => {
    const left = line.quantity - (before.get(line.id) ?? 0)
    return left > 0 ? [{ lineId: line.id, quantity: thousandths(left) }] : []
  })
}

/**
 * Works out what is paid back for goods of a sale, from what was charged for them: discounts come off, parts sum to
 * the whole however often and in whatever steps goods come back, and never more than was paid.
 * Amounts are negative, rates those of the sale (§ 17 UStG).
 */
export function refundLines(
  sale: Receipt,
  returned: readonly Returned[],
  before: RefundedBefore,
): Result<RefundLine[], RefundFailure> {
  if (returned.length === 0) return err({ kind: 'nothing' })
  const taken = new Map(before)
  const lines: RefundLine[] = []
  for (const { lineId, quantity } of returned) {
    const line = sale.lines.find((candidate) => candidate.id === lineId)
    if (!line) return err({ kind: 'unknownLine', lineId })
    const already = taken.get(lineId) ?? thousandths(0)
    if (quantity < 1 || already + quantity > line.quantity) {
      return err({ kind: 'tooMuch', lineId, left: thousandths(line.quantity - already) })
    }
    taken.set(lineId, thousandths(already + quantity))
    lines.push(refundLine(line, already, quantity))
  }
  return ok(lines)
}

function refundLine(line: ReceiptLine, already: Thousandths, quantity: Thousandths): RefundLine {
  const { id, articleId, name, unitPrice, category, place, vatKey, rate } = line
  const paidBack = (upTo: number): Cents => cents(mulDiv(line.gross, upTo, line.quantity))
  const gross = cents(paidBack(already) - paidBack(already + quantity))
  return { lineId: id, articleId, name, quantity, unitPrice, category, place, vatKey, rate, gross }
}

/** What all lines pay back, in negative cents. */
export const refundTotal = (lines: readonly RefundLine[]): Cents => sumCents(lines.map((line) => line.gross))
