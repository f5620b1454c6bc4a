import type { Field } from '../transport/struct.ts'

/** Reads values out of a JSON object and notes the first that is missing or of another kind. */
export class JsonReader {
  #values: Readonly<Record<string, unknown>>
  fault: string | null = null

  constructor(values: unknown) {
    this.#values = isObject(values) ? values : {}
    if (!isObject(values)) this.fault = 'no object'
  }

  get(name: string): unknown {
    return this.#values[name]
  }

  fail(name: string, wanted: string): void {
    this.fault ??= `${name} is no ${wanted}`
  }
}

export type JsonWriter = Record<string, unknown>
export type JsonField<T> = Field<T, JsonWriter, JsonReader>

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A field that is checked by `accept` on the way in; `empty` stands for what was wrong. */
function field<T>(
  wanted: string,
  empty: T,
  accept: (raw: unknown) => T | null,
  write = (value: T): unknown => value,
): JsonField<T> {
  return {
    write: (to, value, name) => {
      to[name] = write(value)
    },
    read: (from, name) => {
      const value = accept(from.get(name))
      if (value === null) from.fail(name, wanted)
      return value ?? empty
    },
  }
}

export const text = field('text', '', (raw) => (typeof raw === 'string' ? raw : null))

export const flag = field('truth value', false, (raw) => (typeof raw === 'boolean' ? raw : null))

const asNumber = (raw: unknown): number | null =>
  typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0 ? raw : null

export const number = field('number', 0, asNumber)

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

export const base64 = field<Uint8Array>(
  'base64',
  new Uint8Array(0),
  (raw) => (typeof raw === 'string' && BASE64.test(raw) ? Uint8Array.from(Buffer.from(raw, 'base64')) : null),
  (value) => Buffer.from(value).toString('base64'),
)

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

/** UTC with whole seconds, 24 hours: `yyyy-MM-ddTHH:mm:ssZ`. */
export const time = field(
  'time',
  new Date(0),
  (raw) =>
    typeof raw === 'string' && TIME.test(raw) && !Number.isNaN(Date.parse(raw)) ? new Date(raw) : null,
  (value) => value.toISOString().replace(/\.\d+Z$/, 'Z'),
)

const listOf = <T>(wanted: string, accept: (raw: unknown) => T | null): JsonField<readonly T[]> =>
  field<readonly T[]>(wanted, [], (raw) => {
    if (!Array.isArray(raw)) return null
    const found = raw.map(accept).filter((value) => value !== null)
    return found.length === raw.length ? found : null
  })

export const texts = listOf('list of texts', (raw) => (typeof raw === 'string' ? raw : null))
export const numbers = listOf('list of numbers', asNumber)

/** A form as one field of another. */
export const nested = <T>(read: (from: JsonReader) => T, write: (value: T) => JsonWriter): JsonField<T> => ({
  write: (to, value, name) => {
    to[name] = write(value)
  },
  read: (from, name) => {
    const inner = new JsonReader(from.get(name))
    const value = read(inner)
    if (inner.fault !== null) from.fail(name, `whole object: ${inner.fault}`)
    return value
  },
})
