import type { IndexTable } from '../read/index-file.ts'

type Symbols = Pick<IndexTable, 'decimalSymbol' | 'groupingSymbol'>

const SCALE = 5
const GROUPED = /^\d{1,3}(?:\.\d{3})+$/

/** A number as written: its digits without grouping, or null where it is none. */
function partsOf(text: string, { decimalSymbol, groupingSymbol }: Symbols) {
  const negative = text.startsWith('-')
  const [whole = '', fraction = '', more] = text.slice(negative ? 1 : 0).split(decimalSymbol)
  if (more !== undefined) return null
  const grouped = whole.includes(groupingSymbol)
  const digits = grouped ? whole.replaceAll(groupingSymbol, '') : whole
  if (grouped && !GROUPED.test(whole.replaceAll(groupingSymbol, '.'))) return null
  if (!/^\d{1,15}$/.test(digits) || !/^\d*$/.test(fraction)) return null
  return { negative, digits, fraction }
}

/** Hundred-thousandths, exactly; null where the text is no number, too large, or has more decimals than five. */
export function parseAmount(text: string, symbols: Symbols): number | null {
  const parts = partsOf(text, symbols)
  if (parts === null || parts.fraction.length > SCALE) return null
  const value = Number(parts.digits + parts.fraction.padEnd(SCALE, '0'))
  if (!Number.isSafeInteger(value)) return null
  return parts.negative && value !== 0 ? -value : value
}

/** Whether a text is a number with at most so many decimals. Grouping may be there or not; both are in use. */
export function isNumber(text: string, decimals: number, symbols: Symbols): boolean {
  const parts = partsOf(text, symbols)
  return parts !== null && parts.fraction.length <= decimals
}

/** A whole number of zero or more, as counters are; null where the text is none. */
export const parseCounter = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null)
