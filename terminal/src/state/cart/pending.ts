import { type Thousandths, thousandths } from '@brotkasten/domain/money/quantity'
import { err, ok, type Result } from '@brotkasten/domain/result'

const MAX_LENGTH = 7
const MAX_QUANTITY = 9_999_000

/** Why typed digits could not be used. */
export type PendingFault = 'noNumber' | 'wholePieces' | 'quantityRange' | 'percentRange'

/** Appends a key of the number pad; a second comma and an overlong number are ignored. */
export function typed(pending: string, key: string): string {
  if (pending.length >= MAX_LENGTH) return pending
  if (key === ',') return pending.includes(',') ? pending : `${pending === '' ? '0' : pending},`
  return pending + key
}

/** Typed number in thousandths, at most three decimals; null where it is none. */
function inThousandths(pending: string): number | null {
  const match = /^(\d+)(?:,(\d{0,3}))?$/.exec(pending)
  if (!match) return null
  return Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'))
}

/** Typed digits as a quantity of a unit. */
export function asQuantity(pending: string, unit: 'piece' | 'kg'): Result<Thousandths, PendingFault> {
  const value = inThousandths(pending)
  if (value === null) return err('noNumber')
  if (unit === 'piece' && value % 1000 !== 0) return err('wholePieces')
  if (value < 1 || value > MAX_QUANTITY) return err('quantityRange')
  return ok(thousandths(value))
}

/** Typed digits as a percentage in basis points; zero takes a discount away. */
export function asPercent(pending: string): Result<number, PendingFault> {
  const value = inThousandths(pending)
  if (value === null) return err('noNumber')
  if (value % 10 !== 0 || value > 100_000) return err('percentRange')
  return ok(value / 10)
}

/** Whether a quantity may grow by one. */
export const fits = (quantity: number): boolean => quantity >= 1 && quantity <= MAX_QUANTITY
