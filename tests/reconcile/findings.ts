/** One statement that was checked. `examples` name what is wrong. */
export interface Check {
  readonly name: string
  readonly expected: string
  readonly actual: string
  readonly ok: boolean
  readonly examples: readonly string[]
}

/** A way of counting the same revenue. */
export interface Column {
  readonly source: string
  readonly receipts: number
  readonly gross: number
}

export interface Findings {
  readonly ok: boolean
  readonly columns: readonly Column[]
  readonly checks: readonly Check[]
}

const EXAMPLES = 5

/** Two values that must be the same. */
export const same = (name: string, expected: string | number, actual: string | number): Check => ({
  name,
  expected: String(expected),
  actual: String(actual),
  ok: String(expected) === String(actual),
  examples: [],
})

/** A list that must be empty. */
export const none = (name: string, found: readonly string[]): Check => ({
  name,
  expected: '0',
  actual: String(found.length),
  ok: found.length === 0,
  examples: found.slice(0, EXAMPLES),
})

export const toFindings = (columns: readonly Column[], checks: readonly Check[]): Findings => ({
  ok: checks.every((check) => check.ok),
  columns,
  checks,
})

/** Values that occur more than once. */
export function repeated(values: Iterable<string>): string[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const value of values) (seen.has(value) ? twice : seen).add(value)
  return [...twice]
}
