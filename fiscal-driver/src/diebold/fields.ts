import { text, utf8 } from '../transport/bytes.ts'
import type { Field } from '../transport/struct.ts'

/** Reads parameters one by one and notes the first that is missing or of another kind. */
export class ParameterReader {
  #parameters: readonly Uint8Array[]
  #at = 0
  fault: string | null = null

  constructor(parameters: readonly Uint8Array[]) {
    this.#parameters = parameters
  }

  next(name: string): Uint8Array {
    const parameter = this.#parameters[this.#at]
    this.#at += 1
    if (parameter === undefined) this.fail(name, 'missing')
    return parameter ?? new Uint8Array(0)
  }

  rest(): readonly Uint8Array[] {
    const rest = this.#parameters.slice(this.#at)
    this.#at = this.#parameters.length
    return rest
  }

  get left(): number {
    return Math.max(0, this.#parameters.length - this.#at)
  }

  fail(name: string, why: string): void {
    this.fault ??= `${name} ${why}`
  }
}

export type ParameterWriter = Uint8Array[]
export type DnField<T> = Field<T, ParameterWriter, ParameterReader>

function field<T>(
  wanted: string,
  empty: T,
  accept: (raw: string) => T | null,
  write: (value: T) => string,
): DnField<T> {
  return {
    write: (to, value) => void to.push(utf8(write(value))),
    read: (from, name) => {
      const value = accept(text(from.next(name)))
      if (value === null) from.fail(name, `is no ${wanted}`)
      return value ?? empty
    },
  }
}

/** ASCII text. */
export const string = field(
  'text',
  '',
  (raw) => raw,
  (value) => value,
)

/** Decimal digits, leading zeros allowed. */
export const number = field('number', 0, decimal, String)

function decimal(raw: string): number | null {
  const value = /^\d{1,16}$/.test(raw) ? Number(raw) : Number.NaN
  return Number.isSafeInteger(value) ? value : null
}

/** Decimal digits, empty on old firmware. */
export const looseNumber = field('number', 0, (raw) => (raw === '' ? 0 : decimal(raw)), String)

/** Hexadecimal digits of a fixed count. */
export const hexNumber = (count: number): DnField<number> =>
  field(
    `hexadecimal number of ${count} digits`,
    0,
    (raw) => (new RegExp(`^[0-9a-fA-F]{${count}}$`).test(raw) ? Number.parseInt(raw, 16) : null),
    (value) => value.toString(16).toUpperCase().padStart(count, '0'),
  )

const BASE64 = /^[A-Za-z0-9+/\r\n]*={0,2}$/

export const base64 = field<Uint8Array>(
  'base64',
  new Uint8Array(0),
  (raw) => (BASE64.test(raw) ? Uint8Array.from(Buffer.from(raw, 'base64')) : null),
  (value) => Buffer.from(value).toString('base64'),
)

const TIME = /^(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)$/

/** UTC as `dd.MM.yyyy HH:mm:ss`. */
export const time = field(
  'time',
  new Date(0),
  (raw) => {
    const [, day, month, year, hour, minute, second] = TIME.exec(raw) ?? []
    if (second === undefined) return null
    const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
    return Number.isNaN(at.getTime()) ? null : at
  },
  (value) => {
    const [date = '', clock = ''] = value.toISOString().split('T')
    return `${date.split('-').toReversed().join('.')} ${clock.slice(0, 8)}`
  },
)

/** Raw bytes, the content of a fetched buffer. */
export const bytes: DnField<Uint8Array> = {
  write: (to, value) => void to.push(value),
  read: (from, name) => from.next(name),
}

/** All parameters that are left, each a field of its own. */
export const list = <T>(of: DnField<T>): DnField<readonly T[]> => ({
  write: (to, values, name) => {
    for (const value of values) of.write(to, value, name)
  },
  read: (from, name) => {
    const values: T[] = []
    while (from.left > 0) values.push(of.read(from, name))
    return values
  },
})
