import { type ByteReader, type ByteWriter, bigEndian, text, unsigned, utf8 } from '../transport/bytes.ts'
import type { Field } from '../transport/struct.ts'

/** A parameter: type (1), length (2), value. All numbers big-endian. */
export const TYPES = { byte: 1, bytes: 2, short: 3, text: 4, longs: 5 } as const

export type ParameterField<T> = Field<T, ByteWriter, ByteReader>

/** A parameter whose type depends on what was asked. */
export interface Parameter {
  readonly type: number
  readonly value: Uint8Array
}

function writeParameter(to: ByteWriter, type: number, value: Uint8Array): void {
  to.u8(type).u16(value.length).bytes(value)
}

function readParameter(from: ByteReader, type: number): Uint8Array {
  const found = from.u8()
  if (found !== type) from.fail(`parameter of type ${type} expected, ${found} found`)
  return from.take(from.u16())
}

export const byte: ParameterField<number> = {
  write: (to, value) => writeParameter(to, TYPES.byte, bigEndian(value, 1)),
  read: (from) => sized(from, readParameter(from, TYPES.byte), 1),
}

export const short: ParameterField<number> = {
  write: (to, value) => writeParameter(to, TYPES.short, bigEndian(value, 2)),
  read: (from) => sized(from, readParameter(from, TYPES.short), 2),
}

export const bytes: ParameterField<Uint8Array> = {
  write: (to, value) => writeParameter(to, TYPES.bytes, value),
  read: (from) => readParameter(from, TYPES.bytes),
}

/** At most 512 bytes; ASCII by the book, UTF-8 on our side so that nothing is lost silently. */
export const string: ParameterField<string> = {
  write: (to, value) => writeParameter(to, TYPES.text, utf8(value)),
  read: (from) => text(readParameter(from, TYPES.text)),
}

/**
 * An unsigned number in a byte array. The width is not fixed: the maker sends as few bytes as possible, with a leading
 * zero where the top bit is set, others four or eight. Written here with four, read with any.
 */
export const number: ParameterField<number> = {
  write: (to, value) => writeParameter(to, TYPES.bytes, bigEndian(value, value > 0xffff_ffff ? 8 : 4)),
  read: (from) => numberIn(from, readParameter(from, TYPES.bytes)),
}

/** A number that may be absent; absent is an empty byte array. */
export const optionalNumber: ParameterField<number | null> = {
  write: (to, value, name) =>
    value === null ? writeParameter(to, TYPES.bytes, new Uint8Array(0)) : number.write(to, value, name),
  read: (from) => {
    const value = readParameter(from, TYPES.bytes)
    return value.length === 0 ? null : numberIn(from, value)
  },
}

/**
 * A parameter of any type. For a list of longs the rest of the area is taken whatever the inner length says: real
 * cards write that length inconsistently, and the outer length is right.
 */
export const parameter: ParameterField<Parameter> = {
  write: (to, { type, value }) => writeParameter(to, type, value),
  read: (from) => {
    const type = from.u8()
    const length = from.u16()
    return { type, value: type === TYPES.longs ? from.rest() : from.take(length) }
  },
}

/** The number in a parameter of type byte, bytes or short; null where it is none. */
export const asNumber = ({ type, value }: Parameter): number | null =>
  type <= TYPES.short && value.length > 0 && value.length <= 9 ? unsigned(value) : null

export const asText = ({ value }: Parameter): string => text(value)

/** The whole longs in a parameter; a rest of one to three bytes is dropped. */
export const asLongs = ({ value }: Parameter): number[] =>
  Array.from(
    { length: Math.floor(value.length / 4) },
    (_, at) => unsigned(value.subarray(at * 4, at * 4 + 4)) ?? 0,
  )

function sized(from: ByteReader, value: Uint8Array, size: number): number {
  if (value.length !== size) from.fail(`${size} bytes expected, ${value.length} found`)
  return unsigned(value) ?? 0
}

function numberIn(from: ByteReader, value: Uint8Array): number {
  const found = value.length === 0 || value.length > 9 ? null : unsigned(value)
  if (found === null) from.fail(`a number of ${value.length} bytes`)
  return found ?? 0
}
