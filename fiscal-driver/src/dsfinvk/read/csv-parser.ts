import type { IndexTable } from './index-file.ts'

/** A record with its number in the file, the header being 1. */
export interface CsvRecord {
  readonly row: number
  readonly cells: readonly string[]
}

export type CsvProblem = 'recordTooLong' | 'brokenQuotes'

const LF = '\n'

const withoutCr = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text)

/** Splits one record that holds quotes; null where a quote stands where none may. */
function splitQuoted(line: string, delimiter: string, quote: string): string[] | null {
  const cells: string[] = []
  for (let at = 0; at <= line.length; at++) {
    if (line[at] !== quote) {
      const end = line.indexOf(delimiter, at)
      const cell = end < 0 ? line.slice(at) : line.slice(at, end)
      if (cell.includes(quote)) return null
      cells.push(cell)
      if (end < 0) return cells
      at = end
      continue
    }
    let text = ''
    for (;;) {
      const end = line.indexOf(quote, at + 1)
      if (end < 0) return null
      text += line.slice(at + 1, end)
      at = end + 1
      if (line[at] !== quote) break
      text += quote
    }
    cells.push(text)
    if (at >= line.length) return cells
    if (line[at] !== delimiter) return null
  }
  cells.push('')
  return cells
}

const countOf = (text: string, sign: string): number => {
  let count = 0
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) count++
  return count
}

/**
 * Cuts text into records, chunk by chunk. Accepts CR LF and LF, in one file even; a line break inside quotes belongs to
 * its cell. Holds at most one record and one chunk.
 */
export class CsvParser {
  readonly #table: Pick<IndexTable, 'delimiter' | 'encapsulator'>
  readonly #most: number
  #rest = ''
  #open = ''
  #quotes = 0
  #row = 0

  constructor(table: Pick<IndexTable, 'delimiter' | 'encapsulator'>, mostCharacters: number) {
    this.#table = table
    this.#most = mostCharacters
  }

  /** Takes a chunk; the records it completes, or what is wrong. */
  push(chunk: string): CsvRecord[] | CsvProblem {
    const records: CsvRecord[] = []
    const text = this.#rest + chunk
    let from = 0
    for (let end = text.indexOf(LF); end >= 0; end = text.indexOf(LF, from)) {
      const problem = this.#line(text.slice(from, end), LF, records)
      if (problem) return problem
      from = end + 1
    }
    this.#rest = text.slice(from)
    return this.#rest.length + this.#open.length > this.#most ? 'recordTooLong' : records
  }

  /** The last record, where the file does not end with a line break. */
  finish(): CsvRecord[] | CsvProblem {
    const records: CsvRecord[] = []
    const rest = this.#rest
    this.#rest = ''
    if (rest !== '' || this.#quotes % 2 === 1) {
      const problem = this.#line(rest, '', records)
      if (problem) return problem
    }
    return this.#quotes % 2 === 1 ? 'brokenQuotes' : records
  }

  /** One physical line: a record, or a part of one whose quotes are still open. */
  #line(line: string, end: string, records: CsvRecord[]): CsvProblem | null {
    const { delimiter, encapsulator } = this.#table
    if (this.#open.length + line.length > this.#most) return 'recordTooLong'
    if (this.#quotes % 2 === 0 && !line.includes(encapsulator)) {
      this.#row += 1
      const plain = withoutCr(line)
      if (plain !== '') records.push({ row: this.#row, cells: plain.split(delimiter) })
      return null
    }
    this.#quotes += countOf(line, encapsulator)
    if (this.#quotes % 2 === 1) {
      this.#open += line + end
      return null
    }
    const cells = splitQuoted(withoutCr(this.#open + line), delimiter, encapsulator)
    this.#open = ''
    this.#quotes = 0
    this.#row += 1
    if (cells === null) return 'brokenQuotes'
    records.push({ row: this.#row, cells })
    return null
  }
}
