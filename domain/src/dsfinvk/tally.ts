import { type Bon, grossOf, paymentsOf, type VatShare } from './bon.ts'
import type { BusinessCase, PaymentType } from './enumerations.ts'

/** Turnover of one (GV_TYP, GV_NAME, AGENTUR_ID, UST_SCHLUESSEL), in hundred-thousandths. */
export interface CaseSum {
  readonly type: BusinessCase
  readonly name: string | null
  readonly agencyId: number
  readonly vatKey: number
  gross: number
  /** Null as soon as one line gives its gross only. */
  net: number | null
}

export interface PaymentSum {
  readonly type: PaymentType
  readonly name: string | null
  amount: number
}

/**
 * What a closing adds up while its Bons go by. It is filled in place, because a closing may have as many Bons as it
 * likes; its size is that of the closing's own tables.
 */
export interface ClosingTally {
  readonly currency: string
  bons: number
  firstBonId: string
  lastBonId: string
  readonly vatKeys: Set<number>
  readonly cases: Map<string, CaseSum>
  readonly payments: Map<string, PaymentSum>
  /** Cash by currency, in that currency. */
  readonly cash: Map<string, number>
}

export const emptyTally = (currency: string): ClosingTally => ({
  currency,
  bons: 0,
  firstBonId: '',
  lastBonId: '',
  vatKeys: new Set(),
  cases: new Map(),
  payments: new Map(),
  cash: new Map(),
})

const netOf = (share: VatShare): number | null =>
  share.net ?? (share.gross !== null && share.vat !== null ? share.gross - share.vat : null)

function addCases(tally: ClosingTally, bon: Bon): void {
  for (const line of bon.lines) {
    if (line.voided === true) continue
    const head = { type: line.type, name: line.typeName ?? null, agencyId: line.agencyId ?? 0 }
    for (const share of line.vat) {
      const id = `${head.type}/${head.agencyId}/${share.vatKey}/${head.name ?? ''}`
      const sum = tally.cases.get(id) ?? { ...head, vatKey: share.vatKey, gross: 0, net: 0 }
      const net = netOf(share)
      sum.gross += grossOf(share)
      sum.net = sum.net === null || net === null ? null : sum.net + net
      tally.cases.set(id, sum)
    }
  }
}

function addPayments(tally: ClosingTally, bon: Bon): void {
  for (const { type, name = null, amount, foreign } of paymentsOf(bon)) {
    const id = `${type}/${name ?? ''}`
    const sum = tally.payments.get(id) ?? { type, name, amount: 0 }
    sum.amount += amount
    tally.payments.set(id, sum)
    if (type !== 'Bar') continue
    const currency = foreign?.currency ?? tally.currency
    tally.cash.set(currency, (tally.cash.get(currency) ?? 0) + (foreign?.amount ?? amount))
  }
}

function addVatKeys({ vatKeys }: ClosingTally, bon: Bon): void {
  for (const { vatKey } of bon.taxes) vatKeys.add(vatKey)
  for (const line of bon.lines) {
    for (const { vatKey } of line.vat) vatKeys.add(vatKey)
    for (const { vatKey } of line.priceParts ?? []) vatKeys.add(vatKey)
    for (const { base } of line.subItems ?? []) vatKeys.add(base.vatKey)
  }
}

/**
 * Takes a Bon into its closing's sums: only a `Beleg` counts, and only if not cancelled without counter-booking; first
 * and last id and the VAT keys are those of all Bons (DSFinV-K 2.4, ch. 3.1).
 */
export function addToTally(tally: ClosingTally, bon: Bon): void {
  if (tally.bons === 0) tally.firstBonId = bon.id
  tally.lastBonId = bon.id
  tally.bons += 1
  addVatKeys(tally, bon)
  if (bon.type !== 'Beleg' || bon.cancelled === true) return
  addCases(tally, bon)
  addPayments(tally, bon)
}
