import { SECTOR } from '../transport/block-file.ts'
import { ByteReader, ByteWriter, concat, padTo } from '../transport/bytes.ts'

/** Files in the root of the volume. */
export const MAILBOX_FILE = 'TSE_COMM.DAT'
export const STATUS_FILE = 'TSE_INFO.DAT'

/** A store file by its number: `TSE_TAR.001` and so on, 1 GiB each. */
export const storeFile = (number: number): string => `TSE_TAR.${String(number).padStart(3, '0')}`

/** Blocks of 512 bytes per store file. */
export const BLOCKS_PER_FILE = 2_097_152

/** Fetches an answer that waits. */
export const FETCH = 0x83

const STATE = { busy: 0xf3, waiting: 0xfd, present: 0xff } as const

/** Largest parameters: a block less length and opcode. */
export const LARGEST_PARAMETERS = SECTOR - 4

/** `length(2) · opcode · 00 · parameters`, zero padded; the length counts from the opcode on. */
export function encodeCommand(opcode: number, parameters: Uint8Array): Uint8Array {
  if (parameters.length > LARGEST_PARAMETERS) throw new RangeError(`${parameters.length} bytes of parameters`)
  const head = new ByteWriter()
    .u16(parameters.length + 2)
    .u8(opcode)
    .u8(0)
  return padTo(head.bytes(parameters).finish(), SECTOR)
}

/** Opcode and parameters of a written block, or null where it is none; the device's side. */
export function decodeCommand(
  block: Uint8Array,
): { readonly opcode: number; readonly parameters: Uint8Array } | null {
  const reader = new ByteReader(block)
  const body = new ByteReader(reader.take(reader.u16()))
  const opcode = body.u8()
  const zero = body.u8()
  const parameters = body.rest()
  return reader.fault === null && body.fault === null && zero === 0 ? { opcode, parameters } : null
}

/** What the mailbox shows. `counter` rises with every answer. */
export type Mailbox =
  | { readonly state: 'busy' | 'waiting'; readonly counter: number }
  | {
      readonly state: 'present'
      readonly counter: number
      readonly data: Uint8Array
      readonly status: number
    }
  | { readonly state: 'garbage'; readonly counter: number; readonly why: string }

export function readMailbox(block: Uint8Array): Mailbox {
  const reader = new ByteReader(block)
  const counter = reader.u32()
  const state = reader.u8()
  if (state === STATE.busy) return { state: 'busy', counter }
  if (state === STATE.waiting) return { state: 'waiting', counter }
  if (state !== STATE.present) return { state: 'garbage', counter, why: `state ${state.toString(16)}` }
  const length = reader.u16()
  if (length < 2) return { state: 'garbage', counter, why: `an answer of ${length} bytes` }
  const data = reader.take(length - 2)
  const status = reader.u16()
  return reader.fault === null
    ? { state: 'present', counter, data: data.slice(), status }
    : { state: 'garbage', counter, why: reader.fault }
}

/** The beginning of the mailbox while nothing is ready. */
export const encodeState = (counter: number, state: 'busy' | 'waiting'): Uint8Array =>
  new ByteWriter().u32(counter).u8(STATE[state]).finish()

export const encodeAnswer = (counter: number, data: Uint8Array, status: number): Uint8Array =>
  concat([
    new ByteWriter()
      .u32(counter)
      .u8(STATE.present)
      .u16(data.length + 2)
      .finish(),
    data,
    new ByteWriter().u16(status).finish(),
  ])

/** Most data of one answer. */
export const LARGEST_ANSWER = SECTOR - 9
