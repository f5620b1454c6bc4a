import type { TableName } from '@brotkasten/domain/dsfinvk/tables/all'
import type { IndexTable } from '../read/index-file.ts'
import type { ClosingFacts, LineGroup } from './facts.ts'
import { parseAmount } from './parse-number.ts'

/** A table of the package that is one of the twenty. */
export interface CheckedTable {
  readonly name: TableName
  readonly index: IndexTable
  readonly positions: ReadonlyMap<string, number>
}

/** A data record on its way through the rules, with what it belongs to. */
export class CheckRow {
  readonly table: CheckedTable
  readonly number: number
  readonly cells: readonly string[]
  closing: ClosingFacts | null = null
  /** Number of its Bon, -1 without one. */
  bon = -1
  line: LineGroup | null = null
  /** Its key was there before. */
  duplicate = false

  constructor(table: CheckedTable, number: number, cells: readonly string[]) {
    this.table = table
    this.number = number
    this.cells = cells
  }

  get file(): string {
    return this.table.index.url
  }

  /** The cell of a column; empty where the package has no such column. */
  text(column: string): string {
    const at = this.table.positions.get(column)
    return at === undefined ? '' : (this.cells[at] ?? '')
  }

  /** Hundred-thousandths; null where empty or no number. */
  amount(column: string): number | null {
    const text = this.text(column)
    return text === '' ? null : parseAmount(text, this.table.index)
  }
}
