import type { TableName } from '@brotkasten/domain/dsfinvk/tables/all'
import { failure, type ReadFailure } from '../read/failure.ts'
import type { DsfinvkPackage } from '../read.ts'
import { type CheckedTable, CheckRow } from './check-row.ts'
import { Facts } from './facts.ts'
import type { Finding, Findings, RuleName } from './finding.ts'
import { gather } from './gather.ts'
import { type CheckSettings, FILE_ORDER, type NamedRule, type Rule, type RuleContext } from './rule.ts'
import { headerProblem, indexProblem } from './rules/structure.ts'

/** What a reading failure looks like as a finding. */
export const unreadable = ({ kind, file, detail }: ReadFailure): Finding => ({
  rule: 'readable',
  file: file ?? '',
  row: null,
  column: null,
  detail: `${kind}: ${detail}`,
})

const structural = (file: string, row: number | null, detail: string): Finding => ({
  rule: 'structure',
  file,
  row,
  column: null,
  detail,
})

/** Without these two there is nothing to check; other tables may be left out where they are empty. */
const NECESSARY: readonly TableName[] = ['cashpointclosing', 'transactions']
/** A Map holds 16 million entries; a chain of bakeries makes as many Bons in ten years. */
const MOST_BONS = 10_000_000

function tableIn(opened: DsfinvkPackage, name: TableName): CheckedTable | null {
  const index = opened.tables.find(({ url }) => url.toLowerCase() === `${name}.csv`)
  if (index === undefined) return null
  return { name, index, positions: new Map(index.columns.map((column, at) => [column.name, at])) }
}

/** One check of one package: rules at work on its rows, table after table. */
export class CheckRun {
  readonly facts = new Facts()
  readonly rows: Record<string, number> = {}
  readonly #findings: Findings
  readonly #settings: CheckSettings
  readonly #rules: readonly Rule[]

  constructor(rules: readonly NamedRule[], findings: Findings, settings: CheckSettings) {
    this.#findings = findings
    this.#settings = settings
    this.#rules = rules.map(({ name, start }) => start(this.#contextOf(name)))
  }

  #contextOf(rule: RuleName): RuleContext {
    const findings = this.#findings
    return {
      facts: this.facts,
      options: this.#settings,
      report: (row, column, detail) =>
        findings.add({ rule, file: row.file, row: row.number, column, detail }),
      reportAt: (table, row, column, detail) =>
        findings.add({ rule, file: `${table}.csv`, row, column, detail }),
    }
  }

  /** Looks at every table, parents first, then lets the rules say what remains at the end. */
  async check(opened: DsfinvkPackage): Promise<void> {
    for (const name of FILE_ORDER) {
      const table = tableIn(opened, name)
      if (table !== null) await this.#checkTable(opened, table)
      else if (NECESSARY.includes(name))
        this.#findings.add(structural(`${name}.csv`, null, 'not in the index'))
    }
    for (const rule of this.#rules) rule.end?.()
  }

  async #checkTable(opened: DsfinvkPackage, table: CheckedTable): Promise<void> {
    const { url, from } = table.index
    const problem = indexProblem(table)
    if (problem !== null) this.#findings.add(structural(url, null, problem))
    let header: readonly string[] | null = null
    this.rows[url] = 0
    for await (const records of opened.records(table.index)) {
      const read = this.facts.bons.count <= MOST_BONS ? records : this.#tooMany(url)
      if (!read.ok) {
        this.#findings.add(unreadable(read.error))
        return
      }
      for (const { row, cells } of read.value)
        if (row >= from) this.#checkRow(new CheckRow(table, row, cells))
        else header ??= cells
    }
    const wrong = header === null ? 'no header' : headerProblem(table, header)
    if (wrong !== null) this.#findings.add(structural(url, header && 1, wrong))
  }

  #tooMany(url: string) {
    return { ok: false, error: failure('tooLarge', url, `more than ${MOST_BONS} Bons`) } as const
  }

  #checkRow(row: CheckRow): void {
    this.rows[row.file] = (this.rows[row.file] ?? 0) + 1
    gather(row, this.facts, this.#settings)
    for (const rule of this.#rules) {
      rule.every?.(row)
      rule.on?.[row.table.name]?.(row)
    }
  }
}
