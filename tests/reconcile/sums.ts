import { type Cents, cents } from '@brotkasten/domain/money/cents'
import type { TaxSum } from '@brotkasten/domain/tax/split'

/** Revenue of one VAT key and rate, in cents. */
export type RateSum = TaxSum

const keyOf = ({ vatKey, rate }: { readonly vatKey: number; readonly rate: number }): string =>
  `${vatKey}/${rate}`

/** Adds up tax sums by key and rate, ordered by key. */
export function addUp(sums: Iterable<RateSum>): RateSum[] {
  const total = new Map<string, { vatKey: number; rate: number; gross: number; net: number; vat: number }>()
  for (const { vatKey, rate, gross, net, vat } of sums) {
    const group = total.get(keyOf({ vatKey, rate })) ?? { vatKey, rate, gross: 0, net: 0, vat: 0 }
    group.gross += gross
    group.net += net
    group.vat += vat
    total.set(keyOf({ vatKey, rate }), group)
  }
  return [...total.values()]
    .toSorted((a, b) => a.vatKey - b.vatKey || a.rate - b.rate)
    .map(({ gross, net, vat, ...rate }) => ({
      ...rate,
      gross: cents(gross),
      net: cents(net),
      vat: cents(vat),
    }))
}

/** One text per rate, so that two ways of counting compare as texts. */
export const rateText = (sums: readonly RateSum[]): string =>
  sums.map(({ vatKey, rate, gross, net, vat }) => `${vatKey}/${rate}: ${gross} = ${net} + ${vat}`).join('; ')

/** Gross per bucket 1 to 5 of a Kassenbeleg-V1 text of type Beleg, in cents; null for anything else. */
export function bucketsOf(processData: string): readonly Cents[] | null {
  const match = /^Beleg\^(-?\d+\.\d\d(?:_-?\d+\.\d\d){4})\^/.exec(processData)
  if (!match) return null
  return (match[1] ?? '').split('_').map((text) => cents(Number(text.replace('.', ''))))
}

/** Sums lists of five bucket by bucket. */
export function addBuckets(lists: Iterable<readonly number[]>): readonly Cents[] {
  const sums = [0, 0, 0, 0, 0]
  for (const list of lists)
    for (const [index, amount] of list.entries()) sums[index] = (sums[index] ?? 0) + amount
  return sums.map(cents)
}

/** The buckets of every signed text of type Beleg among finished transactions. */
export const signedSums = (finishes: readonly { readonly processData: string }[]): (readonly Cents[])[] =>
  finishes.flatMap(({ processData }) => {
    const buckets = bucketsOf(processData)
    return buckets === null ? [] : [buckets]
  })
