import { ByteReader, ByteWriter, concat } from '../transport/bytes.ts'

/** The beginning of an answer, from the first block. */
export type AnswerStart =
  | { readonly kind: 'parameters'; readonly total: number; readonly first: Uint8Array }
  | { readonly kind: 'export'; readonly total: number; readonly first: Uint8Array }
  | { readonly kind: 'error'; readonly code: number }
  | { readonly kind: 'garbage'; readonly why: string }

const EXPORT = 0x9000
const ERRORS = 0x8000

/**
 * The first two bytes decide: 0000 done, up to 7FFF the length of the parameters that follow, 8000–8FFF an error and
 * nothing else, 9000 an export with its total length in eight bytes. `first` may be shorter than `total`: the rest comes
 * in fragments; it is never longer.
 */
export function readAnswer(bytes: Uint8Array): AnswerStart {
  const reader = new ByteReader(bytes)
  const head = reader.u16()
  if (reader.fault !== null) return { kind: 'garbage', why: `an answer of ${bytes.length} bytes` }
  if (head >= ERRORS && head < EXPORT) return { kind: 'error', code: head }
  if (head > EXPORT) return { kind: 'garbage', why: `an answer that begins with ${head.toString(16)}` }
  const total = head === EXPORT ? reader.u64() : head
  if (reader.fault !== null) return { kind: 'garbage', why: reader.fault }
  const first = reader.rest().subarray(0, total)
  return { kind: head === EXPORT ? 'export' : 'parameters', total, first }
}

export const encodeParameters = (area: Uint8Array): Uint8Array =>
  concat([new ByteWriter().u16(area.length).finish(), area])

export const encodeExport = (tar: Uint8Array): Uint8Array =>
  concat([new ByteWriter().u16(EXPORT).u64(tar.length).finish(), tar])

export const encodeError = (code: number): Uint8Array => new ByteWriter().u16(code).finish()
