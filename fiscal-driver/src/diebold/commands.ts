import { type Form, readForm, type ValuesOf, writeForm } from '../transport/struct.ts'
import {
  base64,
  bytes,
  hexNumber,
  list,
  looseNumber,
  number,
  ParameterReader,
  type ParameterWriter,
  string,
  time,
} from './fields.ts'

type DnForm = Form<ParameterWriter, ParameterReader>

interface Command<Q extends DnForm, A extends DnForm> {
  readonly code: number
  /** Long answers go into a buffer of the device and are fetched from there. */
  readonly buffer: number | null
  readonly request: Q
  readonly reply: A
}

const command = <Q extends DnForm, A extends DnForm>(
  code: number,
  request: Q,
  reply: A,
  buffer: number | null = null,
): Command<Q, A> => ({ code, request, reply, buffer })

const EXPORT_BUFFER = 1
const LIST_BUFFER = 2

const signed = { logTime: time, signatureCounter: number, signature: base64 } as const
const slot = { slot: number } as const
const none = {} as const

/** The commands by name. What a device answers beyond these fields is ignored: later firmware adds some. */
export const COMMANDS = {
  countryInfo: command(0, none, { apiMajor: number, apiMinor: number, country: number, hardware: number }),
  status: command(1, none, { error: hexNumber(4), state: hexNumber(2) }),
  firmware: command(2, none, { major: number, minor: number, build: number }),
  setUnsolicited: command(3, { on: number }, none),
  fetchBuffer: command(
    4,
    { buffer: number, packet: number },
    { buffer: number, packet: number, status: hexNumber(2), size: number, data: bytes },
  ),
  initialize: command(100, { ...slot, description: string }, none),
  updateTime: command(101, { time }, none),
  memoryInfo: command(102, none, { capacity: number, free: number }),
  disable: command(104, slot, none),
  /** The client is the one set before. */
  registerClient: command(106, slot, none),
  deregisterClient: command(107, slot, none),
  slotInfo: command(109, slot, {
    slotState: hexNumber(2),
    tseState: hexNumber(2),
    vendor: number,
    cryptoInfo: string,
    capacity: looseNumber,
    free: looseNumber,
    certificateEnd: time,
    signaturesLeft: number,
    algorithm: string,
    /** Firmware type and description, from later firmware on. */
    more: list(string),
  }),
  selfTest: command(112, slot, { result: number }),
  startInit: command(200, { size: number, processType: string, additionalSize: number }, none),
  startEnd: command(201, none, {
    logTime: time,
    transactionNumber: number,
    serial: base64,
    signatureCounter: number,
    signature: base64,
  }),
  updateInit: command(
    202,
    { transactionNumber: number, size: number, processType: string, additionalSize: number },
    none,
  ),
  updateEnd: command(203, none, signed),
  finishInit: command(
    204,
    { transactionNumber: number, size: number, processType: string, additionalSize: number },
    none,
  ),
  finishEnd: command(205, none, signed),
  data: command(206, { packet: number, data: base64 }, none),
  void: command(207, none, none),
  exportAll: command(300, slot, { parts: list(base64) }, EXPORT_BUFFER),
  /** The number has ten digits, leading zeros included. */
  exportByNumber: command(
    301,
    { ...slot, number: string, client: string },
    { parts: list(base64) },
    EXPORT_BUFFER,
  ),
  exportByPeriod: command(
    303,
    { ...slot, from: time, to: time, client: string },
    { parts: list(base64) },
    EXPORT_BUFFER,
  ),
  certificates: command(304, slot, { certificates: list(base64) }, EXPORT_BUFFER),
  serials: command(305, slot, { serials: list(base64) }, EXPORT_BUFFER),
  lastLog: command(306, slot, { message: base64 }, EXPORT_BUFFER),
  deleteExported: command(307, { ...slot, size: number }, { deleted: number }),
  /** The second answer is the point; what the first one is, nobody says. */
  publicKey: command(308, slot, { first: string, point: base64 }, EXPORT_BUFFER),
  /** Not documented by the maker; frees a device that hangs in an export. */
  resetExport: command(309, slot, none),
  login: command(400, { ...slot, user: string, pin: string }, { result: number }),
  logout: command(401, { ...slot, user: string }, { result: number }),
  unblock: command(402, { ...slot, user: string, puk: string, pin: string }, { result: number }),
  clientCount: command(500, none, { most: number, now: number }),
  clients: command(502, slot, { clients: list(string) }, LIST_BUFFER),
  transactionCount: command(504, none, { most: number, now: number }),
  openTransactions: command(506, { client: string }, { numbers: list(number) }, LIST_BUFFER),
  timeInterval: command(507, none, { seconds: number }),
  selfTestDueIn: command(508, none, { seconds: number }),
  setClient: command(509, { client: string }, none),
} as const

export type Commands = typeof COMMANDS
export type CommandName = keyof Commands
export type RequestOf<N extends CommandName> = ValuesOf<Commands[N]['request']>
export type ReplyOf<N extends CommandName> = ValuesOf<Commands[N]['reply']>

/** Bits of the state in `status`. */
export const STATE = {
  fiscal: 1,
  commandOpen: 2,
  transactionStarted: 4,
  maintenance: 8,
  service: 16,
} as const

/** Bits of the TSE's own state in `slotInfo`. */
export const TSE_STATE = { initialised: 1, disabled: 2, nearlyFull: 4 } as const

/** Results of the self-test. */
export const SELF_TEST = { ok: 1, failed: 2, clientNotRegistered: 3 } as const

/** Results of login, logout and unblocking: up to 1 is well. */
export const LOGIN = { ok: 1, failed: 2, blocked: 3, unknownUser: 4 } as const

/** More of a buffer is to come. */
export const MORE = 0x00

export function encodeParameters<F extends DnForm>(form: F, values: ValuesOf<F>): Uint8Array[] {
  const parameters: ParameterWriter = []
  writeForm(form, parameters, values)
  return parameters
}

export function decodeParameters<F extends DnForm>(
  form: F,
  parameters: readonly Uint8Array[],
): { readonly values: ValuesOf<F>; readonly fault: string | null } {
  const reader = new ParameterReader(parameters)
  const values = readForm(form, reader)
  return { values, fault: reader.fault }
}
