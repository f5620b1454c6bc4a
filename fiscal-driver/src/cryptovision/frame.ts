import { alignUpSector } from '../transport/block-file.ts'
import { ByteReader, ByteWriter, concat, fromHex, padTo, sameBytes, unsigned } from '../transport/bytes.ts'

/** The file in the root of the card through which everything goes; its presence is the card's mark. */
export const WINDOW_FILE = 'TSE-IO.bin'

/** Bytes of the transport window. */
export const WINDOW_SIZE = 8192

/** Magic, token and length of an answer. */
export const ANSWER_HEADER = 34

/** Magic, token, length and mode of a request. */
export const REQUEST_HEADER = 36

/** Most answer bytes that fit behind the header of one block. */
export const BLOCK_ROOM = WINDOW_SIZE - ANSWER_HEADER

/** "AdVancED SeCuRe SD/MMC CArd" and 01: what makes the card look at a written block. */
export const MAGIC = fromHex('416456616e634544205365437552652053442f4d4d432043417264 01')

export const MODES = { normal: 0x0000, disableSuspend: 0x5344, enableSuspend: 0x5345 } as const
export type Mode = keyof typeof MODES

const MARK = { busy: 0xffff, timeout: 0xff45, fault: 0xff00 } as const

export interface Request {
  /** Four opaque bytes, not all zero. */
  readonly token: Uint8Array
  readonly mode: number
  readonly command: Uint8Array
}

/** A request as it is written: one block from offset 0, zero padded to whole sectors. */
export function encodeRequest({ token, mode, command }: Request): Uint8Array {
  const block = new ByteWriter()
    .bytes(MAGIC)
    .bytes(token)
    .u16(command.length)
    .u16(mode)
    .bytes(command)
    .finish()
  if (block.length > WINDOW_SIZE) throw new RangeError(`a command of ${command.length} bytes does not fit`)
  return padTo(block, 512)
}

/** The request in a written block, or null where it is none or not complete yet. */
export function decodeRequest(block: Uint8Array): Request | null {
  if (block.length < REQUEST_HEADER || !sameBytes(block.subarray(0, MAGIC.length), MAGIC)) return null
  const reader = new ByteReader(block.subarray(MAGIC.length))
  const token = reader.take(4)
  const length = reader.u16()
  const mode = reader.u16()
  const command = reader.take(length)
  return reader.fault === null && REQUEST_HEADER + length <= WINDOW_SIZE ? { token, mode, command } : null
}

/** What the window shows to a host that waits for an answer. */
export type WindowState =
  /** The card has not looked yet: the host's own token is still there. */
  | { readonly kind: 'untaken' }
  /** Nothing but zeros, as some readers show for a moment. */
  | { readonly kind: 'blank' }
  | { readonly kind: 'busy' }
  /** The card gave up by its own clock. */
  | { readonly kind: 'deviceTimeout' }
  | { readonly kind: 'sdError'; readonly code: number }
  | { readonly kind: 'garbage'; readonly why: string }
  /** `bytes` is null as long as `window` is shorter than the answer; `needed` is the length to read. */
  | { readonly kind: 'answer'; readonly bytes: Uint8Array | null; readonly needed: number }

/** Reads the window from offset 0, in the order of rules of the protocol. */
export function readWindow(window: Uint8Array, hostToken: Uint8Array): WindowState {
  const header = window.subarray(0, ANSWER_HEADER)
  if (header.length < ANSWER_HEADER) return { kind: 'garbage', why: `only ${header.length} bytes of header` }
  if (sameBytes(header.subarray(28, 32), hostToken)) return { kind: 'untaken' }
  if (!sameBytes(header.subarray(0, 28), MAGIC)) {
    return header.every((byte) => byte === 0) ? { kind: 'blank' } : { kind: 'garbage', why: 'magic missing' }
  }
  return readLength(window, unsigned(header.subarray(32, 34)) ?? 0)
}

function readLength(window: Uint8Array, length: number): WindowState {
  if (length === MARK.busy) return { kind: 'busy' }
  if (length === MARK.timeout) return { kind: 'deviceTimeout' }
  if (length >= MARK.fault) return { kind: 'sdError', code: length }
  if (length > BLOCK_ROOM) return { kind: 'garbage', why: `length ${length} is beyond the window` }
  const end = ANSWER_HEADER + length
  const bytes = window.length < end ? null : window.slice(ANSWER_HEADER, end)
  return { kind: 'answer', bytes, needed: alignUpSector(end) }
}

const NO_TOKEN = new Uint8Array(4)

/** The first bytes of the window while the card works. */
export const busyHeader = (): Uint8Array => marked(MARK.busy)

/** The first bytes of the window after the card gave up. */
export const timeoutHeader = (): Uint8Array => marked(MARK.timeout)

/** An answer as the card puts it over the request; what lies behind it stays. */
export const encodeAnswer = (bytes: Uint8Array): Uint8Array => concat([marked(bytes.length), bytes])

const marked = (length: number): Uint8Array =>
  new ByteWriter().bytes(MAGIC).bytes(NO_TOKEN).u16(length).finish()
