import type { Text } from './de.ts'
import { deCash } from './de-cash.ts'

const KINDS = ['payIn', 'payOut', 'refund'] as const

/** A booked reason, which is German, in the language of the screen where it was one to choose from. */
export function reasonWords(reason: string, { cash }: Text): string {
  for (const kind of KINDS) {
    const index = deCash.reasons[kind].indexOf(reason)
    if (index >= 0) return cash.reasons[kind][index] ?? reason
  }
  return reason
}
