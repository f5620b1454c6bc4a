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

/** Most numbers are this plain; only with a comma as decimal symbol. */
const SIMPLE = /^-?\d{1,10}(?:,(\d{1,5}))?$/
const PLACES = [100_000, 10_000, 1000, 100, 10, 1] as const

function parseSimple(text: string): number | null {
  const comma = text.indexOf(',')
  const digits = Number(comma < 0 ? text : text.slice(0, comma) + text.slice(comma + 1))
  const place = PLACES[comma < 0 ? 0 : text.length - comma - 1] ?? 1
  return digits === 0 ? 0 : digits * place
}

/** Hundred-thousandths, exactly; null where the text is no number, too large, or has more decimals than five. */
export function parseAmount(text: string, symbols: Symbols): number | null {
  if (symbols.decimalSymbol === ',' && SIMPLE.test(text)) return parseSimple(text)
  const parts = partsOf(text, symbols)
  if (parts === null || parts.fraction.length > SCALE) return null
  const value = Number(parts.digits + parts.fraction.padEnd(SCALE, '0'))
  if (!Number.isSafeInteger(value)) return null
  return parts.negative && value !== 0 ? -value : value
}

/** Whether a text is a number with at most so many decimals. Grouping may be there or not; both are in use. */
export function isNumber(text: string, decimals: number, symbols: Symbols): boolean {
  if (symbols.decimalSymbol === ',' && SIMPLE.test(text)) {
    const comma = text.indexOf(',')
    return comma < 0 || text.length - comma - 1 <= decimals
  }
  const parts = partsOf(text, symbols)
  return parts !== null && parts.fraction.length <= decimals
}

/** A whole number of zero or more, as counters are; null where the text is none. */
export const parseCounter = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null)
