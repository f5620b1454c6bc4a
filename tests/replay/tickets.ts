import { parse } from 'csv-parse/sync'
import * as v from 'valibot'
import type { TicketKey } from './sale-ids.ts'

/** One ticket of the file with its items in order, as spelled there. */
export interface Ticket extends TicketKey {
  /** Line of its first row. */
  readonly line: number
  readonly items: readonly string[]
}

/** A row that is not sold: `none` is the file's own placeholder, the rest cannot be read. */
export interface RowProblem {
  readonly line: number
  readonly reason: 'none' | 'columns' | 'date' | 'transaction' | 'item' | 'otherTime'
  readonly text: string
}

export interface TicketFile {
  readonly rows: number
  readonly tickets: readonly Ticket[]
  readonly problems: readonly RowProblem[]
  /** Transactions of which no row is left. */
  readonly empty: readonly string[]
}

const HEADER = 'Date,Time,Transaction,Item'
const parsedRows = v.array(v.object({ record: v.array(v.string()), info: v.object({ lines: v.number() }) }))

/** The instant of `30-10-2016` and `09:58:11`, taken for UTC: the file names no zone. Null where it is none. */
function instantOf(date: string, time: string): string | null {
  const day = /^(\d\d)-(\d\d)-(\d{4})$/.exec(date)
  if (!day || !/^\d\d:\d\d:\d\d$/.test(time)) return null
  const text = `${day[3]}-${day[2]}-${day[1]}T${time}.000Z`
  const ms = Date.parse(text)
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text ? text : null
}

interface Row {
  readonly transaction: string
  readonly at: string
  readonly item: string
}

function readRow(record: readonly string[]): Row | RowProblem['reason'] {
  const [date = '', time = '', transaction = '', item = ''] = record
  if (record.length !== 4) return 'columns'
  const at = instantOf(date, time)
  if (at === null) return 'date'
  if (!/^\d{1,12}$/.test(transaction)) return 'transaction'
  if (item === '') return 'item'
  return item === 'NONE' ? 'none' : { transaction, at, item }
}

/**
 * Reads a file of tickets (`Date,Time,Transaction,Item`). Rows that are placeholders or cannot be read are reported
 * and left out, never guessed. Throws where it is no such file.
 */
export function readTickets(file: string, csv: string): TicketFile {
  const options = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, info: true }
  const [header, ...rows] = v.parse(parsedRows, parse(csv, options))
  if (header?.record.join(',') !== HEADER) throw new Error(`${file} does not begin with ${HEADER}`)
  const tickets = new Map<string, Ticket & { items: string[] }>()
  const seen = new Set<string>()
  const problems: RowProblem[] = []
  for (const { record, info } of rows) {
    const row = readRow(record)
    const { lines: line } = info
    if (record.length === 4 && record[2]) seen.add(record[2])
    const ticket = typeof row === 'string' ? undefined : tickets.get(row.transaction)
    if (typeof row === 'string') problems.push({ line, reason: row, text: record.join(',') })
    else if (ticket === undefined) tickets.set(row.transaction, { file, line, ...row, items: [row.item] })
    else if (ticket.at !== row.at) problems.push({ line, reason: 'otherTime', text: record.join(',') })
    else ticket.items.push(row.item)
  }
  const empty = [...seen].filter((transaction) => !tickets.has(transaction))
  return { rows: rows.length, tickets: [...tickets.values()].map(bare), problems, empty }
}

const bare = ({ file, transaction, at, line, items }: Ticket): Ticket => ({
  file,
  transaction,
  at,
  line,
  items,
})
