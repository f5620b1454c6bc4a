import * as v from 'valibot'
import { idSchema } from '../ids.ts'
import { type Cents, cents } from '../money/cents.ts'
import { tseSchema } from '../receipt/tse.ts'
import { businessDateSchema, centsSchema, instantSchema, textSchema } from '../schema.ts'

/**
 * Why money goes into or out of a drawer without a sale, with the DSFinV-K business case (annex C) and its direction:
 * 1 comes in, −1 goes out, 0 either.
 */
export const CASH_CASES = {
  float: { businessCase: 'Anfangsbestand', direction: 1 },
  changeFetched: { businessCase: 'Geldtransit', direction: 1 },
  skim: { businessCase: 'Geldtransit', direction: -1 },
  payIn: { businessCase: 'Einzahlung', direction: 1 },
  payOut: { businessCase: 'Auszahlung', direction: -1 },
  ownerIn: { businessCase: 'Privateinlage', direction: 1 },
  ownerOut: { businessCase: 'Privatentnahme', direction: -1 },
  wage: { businessCase: 'Lohnzahlung', direction: -1 },
  tipOut: { businessCase: 'TrinkgeldAN', direction: -1 },
  difference: { businessCase: 'DifferenzSollIst', direction: 0 },
} as const
export type CashCase = keyof typeof CASH_CASES
export const cashCaseSchema = v.picklist(Object.keys(CASH_CASES) as [CashCase, ...CashCase[]])

/** The signed amount a case books for `amount` cents as keyed (positive, but for a difference). */
export const signedAmount = (cashCase: CashCase, amount: Cents): Cents => {
  const { direction } = CASH_CASES[cashCase]
  return direction === 0 ? amount : cents(direction * Math.abs(amount))
}

/** A movement of cash as booked: a receipt of its own, signed like any other. */
export const cashMovementSchema = v.object({
  id: idSchema,
  registerId: idSchema,
  /** Receipt number, from the same gapless row as sales. */
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  businessDate: businessDateSchema,
  completedAt: instantSchema,
  operatorId: textSchema(60),
  operatorNumber: textSchema(4),
  case: cashCaseSchema,
  /** Cents; coming in is positive. */
  amount: centsSchema,
  /** In the cashier's words; a pay-out and a difference need one. */
  reason: v.nullable(textSchema(200)),
  /** Number of the safe bag or of the outside document. */
  reference: v.nullable(textSchema(40)),
  tse: tseSchema,
  softwareVersion: textSchema(20),
})
export type CashMovement = v.InferOutput<typeof cashMovementSchema>
