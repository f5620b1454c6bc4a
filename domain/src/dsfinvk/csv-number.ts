import { type Bytes, putByte, reserve } from './bytes.ts'

const ZERO = 0x30
const MINUS = 0x2d
const COMMA = 0x2c
/** Sign, comma and the digits of a safe integer of up to five decimals. */
const LONGEST = 24
const UNITS = [1, 10, 100, 1000, 10_000, 100_000] as const

/** Writes a whole number of zero or more, at least `least` digits of it. */
function putDigits(out: Bytes, value: number, least: number): void {
  let digits = 1
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++
  const length = Math.max(digits, least)
  let rest = value
  for (let at = out.length + length - 1; at >= out.length; at--) {
    const tens = Math.floor(rest / 10)
    out.buffer[at] = ZERO + rest - tens * 10
    rest = tens
  }
  out.length += length
}

/**
 * Writes an integer of `scale` decimals as the CSV dialect wants it: comma, no grouping, leading minus. `shown` may be
 * less than `scale` where the digits left out are zeros; false, and nothing written, where they are not.
 */
export function putDecimal(out: Bytes, value: number, scale: number, shown: number): boolean {
  const hidden = UNITS[scale - shown] ?? 1
  if (value % hidden !== 0) return false
  reserve(out, LONGEST)
  const unit = (UNITS[scale] ?? 1) / hidden
  const size = Math.abs(value) / hidden
  let whole = Math.floor(size / unit)
  if (whole * unit > size) whole -= 1 // the quotient of very large numbers may round up
  if (value < 0) putByte(out, MINUS)
  putDigits(out, whole, 1)
  if (shown === 0) return true
  putByte(out, COMMA)
  putDigits(out, size - whole * unit, shown)
  return true
}
