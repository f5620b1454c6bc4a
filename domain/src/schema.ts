import * as v from 'valibot'
import { type Cents, cents } from './money/cents.ts'
import { type Thousandths, thousandths } from './money/quantity.ts'
import { type BusinessDate, isBusinessDate } from './time/business-date.ts'

/** Amounts stay below ten million euros: far above any bakery, far below where integers end. */
const MAX_CENTS = 1_000_000_000

// Schema pieces every boundary shares.

/** Whole cents within bounds (inclusive). */
export const centsBetween = (min: number, max: number) =>
  v.pipe(
    v.number(),
    v.safeInteger('must be whole cents'),
    v.minValue(min),
    v.maxValue(max),
    v.transform((value): Cents => cents(value)),
  )

export const centsSchema = centsBetween(-MAX_CENTS, MAX_CENTS)

/** A price or another amount that is never below zero. */
export const priceCentsSchema = centsBetween(0, MAX_CENTS)

/** Whole thousandths within bounds (inclusive). */
export const thousandthsBetween = (min: number, max: number) =>
  v.pipe(
    v.number(),
    v.safeInteger('must be whole thousandths'),
    v.minValue(min),
    v.maxValue(max),
    v.transform((value): Thousandths => thousandths(value)),
  )

/** `Date` alone takes 30 February for 2 March and 24:00 for the next day; only a moment reads back as itself. */
function isMoment(text: string): boolean {
  const ms = Date.parse(text)
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text
}

/** An instant as ISO 8601 in UTC with milliseconds, e.g. `2026-11-22T05:30:00.000Z`. */
export const instantSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 'must be UTC with milliseconds'),
  v.check(isMoment, 'must be a moment of the calendar'),
)

export const businessDateSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day YYYY-MM-DD'),
  v.check(isBusinessDate, 'must be a day of the calendar'),
  v.transform((value) => value as BusinessDate),
)

/** A short text a person reads: no control characters, at most `max` characters. */
export const textSchema = (max: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(max),
    v.regex(/^\P{Cc}*$/u, 'must not hold control characters'),
  )

export const sha256HexSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits'))
export const base64Schema = v.pipe(
  v.string(),
  v.regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'must be base64'),
)
