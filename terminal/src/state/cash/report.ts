import type { Closing } from '@brotkasten/domain/closing/closing'
import type { Totals } from '@brotkasten/domain/closing/totals'
import { type Cents, cents, sumCents, ZERO } from '@brotkasten/domain/money/cents'

const DIFFERENCE = 'DifferenzSollIst'

/** Totals as a report shows them, in cents: money of customers apart from money put in and taken out. */
export interface ReportFacts {
  /** Takings after refunds, tax included. */
  readonly gross: Cents
  /** The cash and card part of the takings. */
  readonly cashTakings: Cents
  readonly cardTakings: Cents
  /** Movements without the difference of a closing. */
  readonly movements: Totals['cashCases']
  /** What should have been in the drawer before anybody counted. */
  readonly expected: Cents
}

/** Reads a report's facts out of running totals. The totals' cash payments hold movements too; here they do not. */
export function factsOf(totals: Totals): ReportFacts {
  const card = totals.payments.filter(({ kind }) => kind === 'card').map(({ amount }) => amount)
  const moved = sumCents(totals.cashCases.map(({ amount }) => amount))
  return {
    gross: sumCents(totals.taxes.map(({ gross }) => gross)),
    cashTakings: cents(totals.cash - moved),
    cardTakings: sumCents(card),
    movements: totals.cashCases.filter(({ businessCase }) => businessCase !== DIFFERENCE),
    expected: cents(totals.cash - booked(totals)),
  }
}

const booked = (totals: Totals): Cents =>
  totals.cashCases.find(({ businessCase }) => businessCase === DIFFERENCE)?.amount ?? ZERO

/** Counted less expected, in cents; null where nobody counted. */
export const differenceOf = ({ totals, counted }: Closing): Cents | null =>
  counted === null ? null : cents(counted - factsOf(totals).expected)
