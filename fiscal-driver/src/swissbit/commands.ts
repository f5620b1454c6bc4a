import { ByteReader, ByteWriter, text, utf8 } from '../transport/bytes.ts'
import { type Field, type Form, readForm, type ValuesOf, writeForm } from '../transport/struct.ts'

type ByteField<T> = Field<T, ByteWriter, ByteReader>
type ByteForm = Form<ByteWriter, ByteReader>

const u8: ByteField<number> = { write: (to, value) => void to.u8(value), read: (from) => from.u8() }
const u32: ByteField<number> = { write: (to, value) => void to.u32(value), read: (from) => from.u32() }
const u64: ByteField<number> = { write: (to, value) => void to.u64(value), read: (from) => from.u64() }

/** A length in one byte, and ASCII. */
const short: ByteField<string> = {
  write: (to, value) => void to.u8(utf8(value).length).bytes(utf8(value)),
  read: (from) => text(from.take(from.u8())),
}

const fixed = (length: number): ByteField<Uint8Array> => ({
  write: (to, value) => void to.bytes(value),
  read: (from) => from.take(length).slice(),
})

/** Bytes behind their length in eight bytes. */
const long: ByteField<Uint8Array> = {
  write: (to, value) => void to.u64(value.length).bytes(value),
  read: (from) => from.take(from.u64()).slice(),
}

/** Bytes behind their length in two bytes. */
const medium: ByteField<Uint8Array> = {
  write: (to, value) => void to.u16(value.length).bytes(value),
  read: (from) => from.take(from.u16()).slice(),
}

/**
 * A count in one byte and names padded with NUL. The one public source says 32 bytes each and 16 per answer, which does
 * not fit into a block; so the width is read off the length of the answer.
 */
const names: ByteField<readonly string[]> = {
  write: (to, values) => {
    to.u8(values.length)
    for (const value of values) {
      const padded = new Uint8Array(NAME_WIDTH)
      padded.set(utf8(value))
      to.bytes(padded)
    }
  },
  read: (from) => {
    const count = Math.min(from.u8(), 16)
    const width = count === 0 ? 0 : Math.floor(from.remaining / count)
    return Array.from({ length: count }, () => text(from.take(width)).replace(/\0.*$/s, ''))
  },
}

const NAME_WIDTH = 31

/** A count in one byte and numbers of eight bytes each. */
const numbers: ByteField<readonly number[]> = {
  write: (to, values) => {
    to.u8(values.length)
    for (const value of values) to.u64(value)
  },
  read: (from) => Array.from({ length: Math.min(from.u8(), 62) }, () => from.u64()),
}

interface Command<Q extends ByteForm, A extends ByteForm> {
  readonly opcode: number
  readonly request: Q
  readonly reply: A
}

const command = <Q extends ByteForm, A extends ByteForm>(
  opcode: number,
  request: Q,
  reply: A,
): Command<Q, A> => ({
  opcode,
  request,
  reply,
})

/** The commands whose bytes are public. */
export const COMMANDS = {
  login: command(0x20, { user: u8, pin: short }, {}),
  changePuk: command(0x23, { old: short, next: short }, {}),
  changePin: command(0x24, { user: u8, old: short, next: short }, {}),
  selfTest: command(0x40, { client: short }, {}),
  registerClient: command(0x41, { client: short }, {}),
  deregisterClient: command(0x42, { client: short }, {}),
  listClients: command(0x43, { skip: u32 }, { clients: names }),
  enableCtss: command(0x60, {}, {}),
  disableCtss: command(0x61, {}, {}),
  initialize: command(0x70, {}, {}),
  updateTime: command(0x80, { time: u64 }, {}),
  listOpen: command(0x85, { skip: u32, client: short }, { numbers }),
  /** PEM in pieces; an empty one is the end. */
  readCertificate: command(0x86, { offset: u32 }, { piece: medium }),
  /** Answers the block of the store where the process data are to be written. */
  openTransaction: command(
    0x90,
    {
      event: u8,
      client: short,
      transactionNumber: u64,
      dataLength: u64,
      processType: long,
      additionalLength: u64,
    },
    { block: u64 },
  ),
  closeTransaction: command(
    0x95,
    {},
    { transactionNumber: u64, serial: fixed(32), logTime: u64, signatureCounter: u64, signature: long },
  ),
} as const

export type Commands = typeof COMMANDS
export type CommandName = keyof Commands
export type RequestOf<N extends CommandName> = ValuesOf<Commands[N]['request']>
export type ReplyOf<N extends CommandName> = ValuesOf<Commands[N]['reply']>

export const USER = { admin: 1, timeAdmin: 2 } as const
export const EVENT = { start: 0, update: 1, finish: 2 } as const

/** Clients and open transactions per list answer. */
export const CLIENTS_PER_LIST = 16
export const NUMBERS_PER_LIST = 62

export function encodeForm<F extends ByteForm>(form: F, values: ValuesOf<F>): Uint8Array {
  const writer = new ByteWriter()
  writeForm(form, writer, values)
  return writer.finish()
}

export function decodeForm<F extends ByteForm>(
  form: F,
  bytes: Uint8Array,
): { readonly values: ValuesOf<F>; readonly fault: string | null } {
  const reader = new ByteReader(bytes)
  const values = readForm(form, reader)
  return { values, fault: reader.fault }
}
