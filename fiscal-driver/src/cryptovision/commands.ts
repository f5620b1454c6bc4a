import { ByteReader, ByteWriter } from '../transport/bytes.ts'
import { type Form, readForm, type ValuesOf, writeForm } from '../transport/struct.ts'
import { byte, bytes, number, optionalNumber, parameter, short, string } from './fields.ts'

type CardForm = Form<ByteWriter, ByteReader>

interface Command<Q extends CardForm, A extends CardForm> {
  readonly code: number
  readonly request: Q
  readonly reply: A
}

const command = <Q extends CardForm, A extends CardForm>(
  code: number,
  request: Q,
  reply: A,
): Command<Q, A> => ({
  code,
  request,
  reply,
})

/** What every signing command answers. */
const signed = { signatureCounter: number, logTime: number, signature: bytes, serial: bytes } as const

/** Commands with a parameter answer. Two names under one code differ in their parameters. */
export const COMMANDS = {
  start: command(0x0000, {}, { firmware: string, uniqueId: bytes }),
  getPinStates: command(0x0001, {}, { states: bytes }),
  initializePins: command(0x0002, { adminPuk: bytes, adminPin: bytes, timePuk: bytes, timePin: bytes }, {}),
  initializePuk: command(0x0002, { user: string, puk: bytes }, {}),
  authenticate: command(0x0003, { user: string, pin: bytes }, { result: byte, retries: short }),
  unblock: command(0x0004, { user: string, puk: bytes, newPin: bytes }, { result: byte }),
  logout: command(0x0005, { user: string }, {}),
  initialize: command(0x0006, {}, {}),
  updateTime: command(0x0007, { time: number }, {}),
  getSerialNumbers: command(0x0008, {}, { list: bytes }),
  /** With an empty key serial the mapping is removed. */
  mapClient: command(0x0009, { client: string, keySerial: bytes }, {}),
  startTransaction: command(
    0x000a,
    { client: string, processData: bytes, processType: string, additionalData: bytes },
    { transactionNumber: number, ...signed },
  ),
  updateTransaction: command(
    0x000b,
    { transactionNumber: number, client: string, processData: bytes, processType: string },
    signed,
  ),
  finishTransaction: command(
    0x000c,
    {
      transactionNumber: number,
      client: string,
      processData: bytes,
      processType: string,
      additionalData: bytes,
    },
    signed,
  ),
  /** A tar without its two closing blocks. */
  getCertificates: command(0x000e, {}, { tar: bytes }),
  readLogMessage: command(0x000f, {}, { message: bytes }),
  erase: command(0x0010, {}, {}),
  getConfig: command(0x0011, { id: short }, { value: parameter }),
  getStatus: command(0x0012, { id: short }, { value: parameter }),
  deactivate: command(0x0013, {}, {}),
  activate: command(0x0014, {}, {}),
  disable: command(0x0015, {}, {}),
  getClientMappings: command(0x0017, {}, { mappings: bytes }),
  getKeyData: command(0x0018, { id: short, keySerial: bytes }, { value: bytes }),
  getWear: command(0x0019, {}, { wear: short }),
  deleteUpTo: command(0x001b, { keySerial: bytes, signatureCounter: number }, {}),
  /** Engineering samples only, three calls in a row. */
  factoryReset: command(0x002a, { step: bytes }, {}),
  shutdown: command(0x00ff, {}, {}),
} as const

/** Commands with an export answer: total length, then tar bytes over as many blocks as it takes. */
export const EXPORTS = {
  exportData: command(
    0x000d,
    {
      client: string,
      transactionNumber: optionalNumber,
      firstTransaction: optionalNumber,
      lastTransaction: optionalNumber,
      from: optionalNumber,
      to: optionalNumber,
      maxRecords: optionalNumber,
    },
    {},
  ),
  exportMore: command(0x0016, { keySerial: bytes, previousCounter: number, maxRecords: number }, {}),
} as const

/** Codes whose parameters the maker has not published: certificate and firmware update. */
export const UNPUBLISHED = [0x001a, 0x0063] as const

/** "No limit" and "not chosen" in `exportData`, as the recorded traffic has it. */
export const UNSET = 0xffff_ffff

export type Commands = typeof COMMANDS
export type CommandName = keyof Commands
export type RequestOf<N extends CommandName> = ValuesOf<Commands[N]['request']>
export type ReplyOf<N extends CommandName> = ValuesOf<Commands[N]['reply']>

export type Exports = typeof EXPORTS
export type ExportName = keyof Exports
export type ExportRequest<N extends ExportName> = ValuesOf<Exports[N]['request']>

/** GetConfigData. */
export const CONFIG = {
  version: 0,
  algorithm: 1,
  updateVariants: 2,
  maxKeys: 3,
  maxClients: 4,
  maxOpenTransactions: 5,
  timeSyncInterval: 6,
  timeFormat: 7,
  certificationId: 8,
} as const

/** GetStatus. */
export const STATUS = {
  clients: 0,
  openCount: 1,
  openTransactions: 2,
  transactionCounter: 3,
  lifecycle: 4,
  logMemory: 5,
  freeLogMemory: 6,
} as const

/** GetKeyData. */
export const KEY_DATA = { signatureCounter: 0, certificateEnd: 1, publicKey: 2 } as const

/** Life-cycle states of GetStatus 4. */
export const LIFECYCLE = {
  unknown: 0,
  notInitialized: 1,
  noTime: 2,
  active: 3,
  deactivated: 4,
  disabled: 5,
  secureElementError: 6,
  sleep: 7,
  closed: 8,
} as const

/** Results of AuthenticateUser and UnblockUser. */
export const AUTHENTICATION = { ok: 0, failed: 1, pinBlocked: 2, unknownUser: 3, error: 4 } as const

const PREFIX = [0x5c, 0x54] as const

/** Asks for the next fragment of an answer. */
export const NEXT_FRAGMENT = Uint8Array.of(0xc5)

/** Gives up the rest of a fragmented answer. */
export const CANCEL_FRAGMENTS = Uint8Array.of(0xc4)

/** `5C 54`, code, length of the parameter area, parameters. */
export function encodeCommand<Q extends CardForm>(
  entry: { code: number; request: Q },
  values: ValuesOf<Q>,
): Uint8Array {
  const area = new ByteWriter()
  writeForm(entry.request, area, values)
  const parameters = area.finish()
  return new ByteWriter()
    .bytes(Uint8Array.from(PREFIX))
    .u16(entry.code)
    .u16(parameters.length)
    .bytes(parameters)
    .finish()
}

/** Code and parameter area of a command, or null where it is none. */
export function splitCommand(
  command: Uint8Array,
): { readonly code: number; readonly area: Uint8Array } | null {
  const reader = new ByteReader(command)
  const prefix = reader.u16()
  const code = reader.u16()
  const area = reader.take(reader.u16())
  return reader.fault === null && reader.remaining === 0 && prefix === 0x5c54 ? { code, area } : null
}

/** The values of a parameter area, or what is wrong with it. `exact`: nothing may follow. */
export function decodeArea<F extends CardForm>(
  form: F,
  area: Uint8Array,
  exact: boolean,
): { readonly values: ValuesOf<F>; readonly fault: string | null } {
  const reader = new ByteReader(area)
  const values = readForm(form, reader)
  if (exact && reader.remaining > 0) reader.fail(`${reader.remaining} bytes too many`)
  return { values, fault: reader.fault }
}

export function encodeArea<F extends CardForm>(form: F, values: ValuesOf<F>): Uint8Array {
  const area = new ByteWriter()
  writeForm(form, area, values)
  return area.finish()
}
