import { type Cents, cents } from '@brotkasten/domain/money/cents'
import * as v from 'valibot'

/** Notes and coins in cents, largest first. */
export const NOTE_VALUES: readonly Cents[] = [20_000, 10_000, 5000, 2000, 1000, 500].map(cents)
export const COIN_VALUES: readonly Cents[] = [200, 100, 50, 20, 10, 5, 2, 1].map(cents)
export const DENOMINATIONS: readonly Cents[] = [...NOTE_VALUES, ...COIN_VALUES]

/** Coins in a bank's roll, by value. */
const ROLLS: Readonly<Record<number, number>> = {
  200: 25,
  100: 25,
  50: 40,
  20: 40,
  10: 40,
  5: 50,
  2: 50,
  1: 50,
}

/** More of one kind is in no drawer; keeps every sum within what the wire takes (domain/wire/till). */
export const MAX_COUNT = 2000

export const sheetSchema = v.object({
  /** How many of each denomination, in the order of `DENOMINATIONS`; null where nobody has counted yet. */
  counts: v.pipe(
    v.array(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_COUNT)))),
    v.length(DENOMINATIONS.length),
  ),
  /** Row the keys work on. */
  selected: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(DENOMINATIONS.length - 1)),
  /** Whether the next digit begins a new number instead of lengthening the one that stands there. */
  fresh: v.boolean(),
})
/** A drawer as it is being counted. */
export type Sheet = v.InferOutput<typeof sheetSchema>

export const EMPTY_SHEET: Sheet = { counts: DENOMINATIONS.map(() => null), selected: 0, fresh: true }

/** Anything a hand does to a sheet. */
export type SheetKey =
  | { readonly type: 'select'; readonly index: number }
  | { readonly type: 'digit'; readonly digit: number }
  | { readonly type: 'step'; readonly by: 1 | -1 }
  | { readonly type: 'roll' }
  | { readonly type: 'clear' }
  | { readonly type: 'next' }

/** The sheet after a key; a number that does not fit is ignored. Pure. */
export function counted(sheet: Sheet, key: SheetKey): Sheet {
  const count = sheet.counts[sheet.selected] ?? 0
  switch (key.type) {
    case 'select':
      return key.index in DENOMINATIONS ? { ...sheet, selected: key.index, fresh: true } : sheet
    case 'digit':
      return withCount(sheet, (sheet.fresh ? 0 : count) * 10 + key.digit, false)
    case 'step':
      return withCount(sheet, count + key.by, true)
    case 'roll':
      return withCount(sheet, count + rollOf(sheet), true)
    case 'clear':
      return withCount(sheet, null, true)
    case 'next':
      return { ...sheet, selected: (sheet.selected + 1) % DENOMINATIONS.length, fresh: true }
  }
}

function withCount(sheet: Sheet, count: number | null, fresh: boolean): Sheet {
  if (count !== null && (count < 0 || count > MAX_COUNT)) return sheet
  return { ...sheet, counts: sheet.counts.with(sheet.selected, count), fresh }
}

/** Coins in a roll of the selected denomination; 0 for notes. */
export const rollOf = (sheet: Sheet): number => ROLLS[DENOMINATIONS[sheet.selected] ?? 0] ?? 0

/** What lies in one row, in cents. */
export const rowSum = (sheet: Sheet, index: number): Cents =>
  cents((DENOMINATIONS[index] ?? 0) * (sheet.counts[index] ?? 0))

/** What has been counted so far, in cents. */
export const sheetSum = (sheet: Sheet): Cents =>
  cents(sheet.counts.reduce<number>((sum, _, index) => sum + rowSum(sheet, index), 0))

/** Whether anything was counted; an empty drawer is a zero somebody typed. */
export const isCounted = (sheet: Sheet): boolean => sheet.counts.some((count) => count !== null)
