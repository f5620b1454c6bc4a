import type { LogMessage } from '../../log/log-message.ts'
import { logName } from '../../log/log-name.ts'
import type { LogTimeFormat } from '../../tse.ts'
import type { EntryPlace } from './findings.ts'

/** What kind of message a row is: shared by all rows that agree in it. */
export interface RowLabel {
  readonly kind: 'transaction' | 'system' | 'audit'
  readonly operation: string
  readonly clientId: string
  readonly format: LogTimeFormat
}

/** One message as the checks on the sequence see it. */
export interface Row {
  readonly counter: number
  /** Milliseconds since 1970. */
  readonly time: number
  /** 0 for system and audit logs. */
  readonly transactionNumber: number
  readonly label: RowLabel
  readonly position: number
}

const COLUMNS = 4
const MAX_LABELS = 10_000
const MAX_ODD_NAMES = 10_000
const MAX_TEXT = 255

const labelOf = ({ content, logTimeFormat: format }: LogMessage): RowLabel => {
  if (content.kind === 'audit') return { kind: 'audit', operation: '', clientId: '', format }
  const clientId = content.kind === 'transaction' ? content.clientId.slice(0, MAX_TEXT) : ''
  return { kind: content.kind, operation: content.operation.slice(0, MAX_TEXT), clientId, format }
}

/**
 * Counter, time, transaction number and place of every message of one device in flat columns: 36 bytes each, since
 * an archive may hold millions. Names are made again from the content where they agree with it.
 */
export class Ledger {
  #numbers = new Float64Array(1024 * COLUMNS)
  #labelOfRow = new Uint32Array(1024)
  readonly #labels: RowLabel[] = []
  readonly #labelIds = new Map<string, number>()
  readonly #oddNames = new Map<number, string>()
  count = 0
  /** False as soon as a counter came after a larger one. */
  #rising = true
  #last = -1

  #grow(): void {
    const numbers = new Float64Array(this.#numbers.length * 2)
    numbers.set(this.#numbers)
    this.#numbers = numbers
    const labels = new Uint32Array(this.#labelOfRow.length * 2)
    labels.set(this.#labelOfRow)
    this.#labelOfRow = labels
  }

  #labelId(label: RowLabel): number | null {
    const key = JSON.stringify([label.kind, label.operation, label.clientId, label.format])
    const known = this.#labelIds.get(key)
    if (known !== undefined) return known
    if (this.#labels.length >= MAX_LABELS) return null
    this.#labelIds.set(key, this.#labels.length)
    return this.#labels.push(label) - 1
  }

  /** Adds a message; false where there are more different clients and operations than any device has. */
  add(message: LogMessage, place: EntryPlace): boolean {
    const labelId = this.#labelId(labelOf(message))
    if (labelId === null) return false
    if (this.count === this.#labelOfRow.length) this.#grow()
    const transactionNumber = message.content.kind === 'transaction' ? message.content.transactionNumber : 0
    const row = [message.signatureCounter, message.logTime.getTime(), transactionNumber, place.position]
    this.#numbers.set(row, this.count * COLUMNS)
    this.#labelOfRow[this.count] = labelId
    if (place.name !== logName(message) && this.#oddNames.size < MAX_ODD_NAMES)
      this.#oddNames.set(this.count, place.name)
    this.#rising &&= message.signatureCounter >= this.#last
    this.#last = message.signatureCounter
    this.count++
    return true
  }

  #row(index: number): Row {
    const label = this.#labels[this.#labelOfRow[index] ?? 0] ?? {
      kind: 'audit',
      operation: '',
      clientId: '',
      format: 'unixTime',
    }
    const [counter = 0, time = 0, transactionNumber = 0, position = 0] = this.#numbers.subarray(
      index * COLUMNS,
      (index + 1) * COLUMNS,
    )
    return { counter, time, transactionNumber, label, position }
  }

  /** The rows by rising counter; equal counters in the order of the archive. */
  *byCounter(): Generator<Row & { readonly index: number }> {
    const counterAt = (index: number): number => this.#numbers[index * COLUMNS] ?? 0
    const order = this.#rising ? null : Uint32Array.from({ length: this.count }, (_, index) => index)
    order?.sort((left, right) => counterAt(left) - counterAt(right) || left - right)
    for (let at = 0; at < this.count; at++) {
      const index = order?.[at] ?? at
      yield { ...this.#row(index), index }
    }
  }

  /** Where a row stood in the archive. */
  placeOf(row: Row & { readonly index: number }): EntryPlace {
    return { name: this.#oddNames.get(row.index) ?? canonicalName(row), position: row.position }
  }

  /** Clients that appear in transaction logs. */
  get clients(): readonly string[] {
    return [
      ...new Set(this.#labels.filter(({ kind }) => kind === 'transaction').map(({ clientId }) => clientId)),
    ]
  }

  hasOperation(operation: string): boolean {
    return this.#labels.some((label) => label.kind === 'system' && label.operation === operation)
  }
}

const NOTHING = new Uint8Array(0)

const contentOf = ({ label, transactionNumber }: Row): LogMessage['content'] => {
  const { kind, operation, clientId } = label
  if (kind === 'audit') return { kind, data: NOTHING }
  if (kind === 'system') return { kind, operation, data: NOTHING, origin: null, user: null }
  const named = operation === 'Start' || operation === 'Finish' ? operation : 'Update'
  const absent = { processData: NOTHING, processType: null, externalData: null, internalData: null }
  return { kind, operation: named, clientId, transactionNumber, ...absent }
}

const canonicalName = (row: Row): string =>
  logName({
    version: 2,
    serial: NOTHING,
    algorithmOid: '',
    signatureCounter: row.counter,
    logTime: new Date(row.time),
    logTimeFormat: row.label.format,
    content: contentOf(row),
  })
