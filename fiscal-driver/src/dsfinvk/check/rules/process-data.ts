import { FIRST_OWN_VAT_KEY } from '@brotkasten/domain/dsfinvk/vat-keys'
import { bucketOf } from '@brotkasten/domain/fiscal/process-data'
import type { CheckRow } from '../check-row.ts'
import type { Facts } from '../facts.ts'
import { euros, HALF_CENT, type NamedRule } from '../rule.ts'

interface Signed {
  readonly type: string
  /** Hundred-thousandths. */
  readonly buckets: readonly number[]
  readonly cash: number
  readonly other: number
  readonly foreign: boolean
}

const AMOUNT = String.raw`-?\d{1,12}\.\d{2}`
const GRAMMAR = new RegExp(
  String.raw`^(\w{1,30})\^(${AMOUNT}(?:_${AMOUNT}){4})\^((?:${AMOUNT}:(?:Bar|Unbar)(?::[A-Z]{3})?)?(?:_${AMOUNT}:(?:Bar|Unbar)(?::[A-Z]{3})?)*)$`,
)

/** `12.30` in hundred-thousandths. */
const amountOf = (text: string): number => Number(text.replace('.', '')) * 1000

/** Reads a Kassenbeleg-V1 (annex I); null where it does not follow the grammar. */
function parseSigned(text: string): Signed | null {
  const match = GRAMMAR.exec(text)
  if (match === null) return null
  const [, type = '', buckets = '', paid = ''] = match
  let [cash, other, foreign] = [0, 0, false]
  for (const payment of paid === '' ? [] : paid.split('_')) {
    const [amount = '', kind, currency] = payment.split(':')
    if (currency !== undefined) foreign = true
    else if (kind === 'Bar') cash += amountOf(amount)
    else other += amountOf(amount)
  }
  return { type, buckets: buckets.split('_').map(amountOf), cash, other, foreign }
}

/** The Bon's printed sums per bucket; null where an own VAT key leaves open which bucket is its. */
function bucketsOf(bon: number, { vat }: Facts): readonly number[] | null {
  const buckets = [0, 0, 0, 0, 0]
  for (const [vatKey, amount] of vat.of(bon)) {
    const key = Number(vatKey)
    if (!Number.isSafeInteger(key) || key >= FIRST_OWN_VAT_KEY) return null
    const at = bucketOf(key) - 1
    buckets[at] = (buckets[at] ?? 0) + amount
  }
  return buckets
}

const differ = (a: number, b: number): boolean => Math.abs(a - b) >= HALF_CENT

function paymentProblem(signed: Signed, bon: number, { bons }: Facts): string | null {
  if (signed.foreign || bons.foreign.get(bon) === 1) return null
  const cash = bons.paidCash.get(bon)
  const other = bons.paid.get(bon) - cash
  if (differ(signed.cash, cash)) return `signed ${euros(signed.cash)} Bar, paid ${euros(cash)}`
  return differ(signed.other, other) ? `signed ${euros(signed.other)} Unbar, paid ${euros(other)}` : null
}

function problemOf(row: CheckRow, facts: Facts): string | null {
  const signed = parseSigned(row.text('TSE_VORGANGSDATEN'))
  if (signed === null) return 'not the grammar of Kassenbeleg-V1'
  const type = facts.bons.type[row.bon]
  if (signed.type !== type) return `signed as ${signed.type}, exported as ${type}`
  if (type === 'AVBelegabbruch') return null
  const printed = bucketsOf(row.bon, facts)
  for (const [at, amount] of (printed ?? []).entries())
    if (differ(signed.buckets[at] ?? 0, amount))
      return `bucket ${at + 1}: signed ${euros(signed.buckets[at] ?? 0)}, printed ${euros(amount)}`
  return paymentProblem(signed, row.bon, facts)
}

/** Rule 15, first half: what was signed is what the Bon says: its type, its VAT sums, its payments. */
export const processData: NamedRule = {
  name: 'processData',
  start: ({ facts, report }) => ({
    on: {
      transactions_tse(row) {
        const isReceipt = row.text('TSE_TA_VORGANGSART').toLowerCase() === 'kassenbeleg-v1'
        if (!isReceipt || row.bon < 0 || row.text('TSE_VORGANGSDATEN') === '') return
        const problem = problemOf(row, facts)
        if (problem !== null) report(row, 'TSE_VORGANGSDATEN', problem)
      },
    },
  }),
}
