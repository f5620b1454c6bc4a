/** The consistency rules a package is held to, in the order of the reference (19 rules; 15 and 18 have two halves). */
export const RULES = [
  'readable',
  'structure',
  'uniqueKeys',
  'parents',
  'closingSequence',
  'closingBounds',
  'declared',
  'enumerations',
  'bonTotals',
  'lineTotals',
  'closingTotals',
  'taxNumber',
  'times',
  'tseComplete',
  'tseCounters',
  'processData',
  'signatures',
  'specialBons',
  'references',
  'fields',
  'mandatory',
  'version',
] as const
export type RuleName = (typeof RULES)[number]

export interface Finding {
  readonly rule: RuleName
  readonly file: string
  /** Record number in the file, the header being 1; null where the finding is about more than one. */
  readonly row: number | null
  readonly column: string | null
  readonly detail: string
}

/** Collects findings; of each rule only the first so many are kept, all are counted. */
export class Findings {
  readonly #kept: Finding[] = []
  readonly #counts = new Map<RuleName, number>()
  readonly #most: number

  constructor(mostPerRule: number) {
    this.#most = mostPerRule
  }

  add(finding: Finding): void {
    const count = (this.#counts.get(finding.rule) ?? 0) + 1
    this.#counts.set(finding.rule, count)
    if (count <= this.#most) this.#kept.push(finding)
  }

  get list(): readonly Finding[] {
    return this.#kept
  }

  get counts(): Readonly<Partial<Record<RuleName, number>>> {
    return Object.fromEntries(this.#counts)
  }
}
