import { ByteWriter, concat, text, utf8 } from '../transport/bytes.ts'

/** Two-byte markers: ESC and one of these. */
const ESC = 0x1b
const MARK = {
  request: 0x90,
  answer: 0x91,
  parameter: 0x92,
  id: 0x99,
  directly: 0x9d,
  intoBuffer: 0x9e,
  end: 0x9f,
  unsolicited: 0x6b,
} as const

/** The answer to this command carries whole frames of its own, counted by the parameter before them. */
export const FETCH_BUFFER = 4
const FETCH_SIZE_AT = 3

export interface Request {
  /** Three digits. */
  readonly command: number
  readonly parameters: readonly string[]
  readonly id: string
  /** Number of the buffer the answer goes to; null for an answer at once. */
  readonly buffer: number | null
}

export interface Answer {
  readonly command: number
  readonly parameters: readonly Uint8Array[]
  readonly id: string
}

export type Frame =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'garbage'; readonly why: string }

const digits = (command: number): Uint8Array => utf8(String(command).padStart(3, '0'))

/** Parameters are ASCII without ESC: an ESC would be read as a marker. Throws on one; the caller has a bug. */
export function encodeRequest({ command, parameters, id, buffer }: Request): Uint8Array {
  const writer = new ByteWriter().u8(ESC).u8(MARK.request).bytes(digits(command))
  for (const parameter of parameters) {
    if (parameter.includes('\x1b')) throw new RangeError('an ESC inside a parameter')
    writer.u8(ESC).u8(MARK.parameter).bytes(utf8(parameter))
  }
  writer.u8(ESC).u8(MARK.id).bytes(utf8(id)).u8(ESC)
  if (buffer === null) writer.u8(MARK.directly)
  else writer.u8(MARK.intoBuffer).bytes(utf8(String(buffer)))
  return writer.u8(ESC).u8(MARK.end).finish()
}

export function encodeAnswer({ command, parameters, id }: Answer): Uint8Array {
  const writer = new ByteWriter().u8(ESC).u8(MARK.answer).bytes(digits(command))
  for (const parameter of parameters) writer.u8(ESC).u8(MARK.parameter).bytes(parameter)
  return writer.u8(ESC).u8(MARK.id).bytes(utf8(id)).u8(ESC).u8(MARK.end).finish()
}

/** An unsolicited status frame, as the device sends until it is told not to. */
export const encodeUnsolicited = (status: string): Uint8Array =>
  concat([Uint8Array.of(ESC, MARK.unsolicited), utf8(status), Uint8Array.of(ESC, MARK.end)])

/** One piece between two markers. */
interface Piece {
  readonly mark: number
  readonly content: Uint8Array
}

type Scan =
  | { readonly kind: 'more' }
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[]; readonly end: number }

/**
 * Cuts a frame that begins at offset 0 into its pieces. The data of a fetched buffer are taken by their announced
 * length, because they are full of markers of their own, the end marker among them.
 */
function scan(bytes: Uint8Array): Scan {
  const pieces: Piece[] = []
  for (let at = 0; ; ) {
    const mark = bytes[at + 1]
    if (mark === undefined) return { kind: 'more' }
    if (mark === MARK.end) return { kind: 'pieces', pieces, end: at + 2 }
    // A new frame before the end of this one. Status frames may end so; anything else has lost its rest.
    if (at > 0 && STARTS.has(mark)) return { kind: 'pieces', pieces: onlyStatus(pieces), end: at }
    // An ESC before another one has lost its mark.
    if (mark === ESC) return { kind: 'pieces', pieces: [], end: at + 1 }
    const from = at + 2
    const fixed = countedLength(pieces, mark)
    const to = fixed === null ? bytes.indexOf(ESC, from) : from + fixed
    if (to < 0 || to + 1 >= bytes.length) return { kind: 'more' }
    pieces.push({ mark, content: bytes.slice(from, to) })
    // Counted data that do not end at a marker: the count lied. Close the frame here; what follows is searched anew.
    if (bytes[to] !== ESC) return { kind: 'pieces', pieces: [], end: to }
    at = to
  }
}

const STARTS: ReadonlySet<number> = new Set([MARK.request, MARK.answer, MARK.unsolicited])

const onlyStatus = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces[0]?.mark === MARK.unsolicited ? pieces : []

/** The length of the next parameter where the frame announced it, else null. */
function countedLength(pieces: readonly Piece[], mark: number): number | null {
  const [head, ...parameters] = pieces
  if (mark !== MARK.parameter || head?.mark !== MARK.answer || text(head.content) !== '004') return null
  const size =
    parameters.length === FETCH_SIZE_AT + 1 ? text(parameters[FETCH_SIZE_AT]?.content ?? utf8('')) : ''
  return /^\d{1,6}$/.test(size) ? Number(size) : null
}

/** Most bytes of an unfinished frame; a packet of a buffer is far smaller. */
const LARGEST_FRAME = 1024 * 1024

/** Reads frames of one direction out of a byte stream; unsolicited status frames are dropped. */
export class FrameReader {
  #start: number
  #buffer: Uint8Array = new Uint8Array(0)

  constructor(direction: 'answers' | 'requests') {
    this.#start = direction === 'answers' ? MARK.answer : MARK.request
  }

  /** Forgets what is unfinished: after a silence it will not be finished any more. */
  reset(): void {
    this.#buffer = new Uint8Array(0)
  }

  /** Whole frames as pieces; `null` stands for bytes that are no frame. */
  feed(chunk: Uint8Array): (readonly Piece[] | null)[] {
    const found: (readonly Piece[] | null)[] = []
    this.#buffer = concat([this.#buffer, chunk])
    while (this.#synchronise(found)) {
      const next = scan(this.#buffer)
      if (next.kind === 'more') break
      this.#buffer = this.#buffer.subarray(next.end)
      if (next.pieces[0]?.mark === this.#start) found.push(next.pieces)
      else if (next.pieces[0]?.mark !== MARK.unsolicited) found.push(null)
    }
    if (this.#buffer.length > LARGEST_FRAME) {
      this.#buffer = new Uint8Array(0)
      found.push(null)
    }
    return found
  }

  /** Moves the buffer to where a frame may begin; false where there is none yet. */
  #synchronise(found: (readonly Piece[] | null)[]): boolean {
    const skipped = frameStart(this.#buffer, this.#start)
    if (skipped > 0) found.push(null)
    this.#buffer = this.#buffer.subarray(skipped)
    return this.#buffer.length >= 2
  }
}

/** Offset of the first byte that begins a frame, or may when more has come. */
function frameStart(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(ESC); at >= 0; at = bytes.indexOf(ESC, at + 1)) {
    const mark = bytes[at + 1]
    if (mark === undefined || mark === start || mark === MARK.unsolicited) return at
  }
  return bytes.length
}

const COMMAND = /^\d{3}$/

/** An answer out of its pieces. */
export function readAnswer(pieces: readonly Piece[] | null): Frame {
  const [head, ...rest] = pieces ?? []
  const command = head === undefined ? '' : text(head.content)
  const id = rest.at(-1)
  if (!COMMAND.test(command) || id?.mark !== MARK.id)
    return { kind: 'garbage', why: 'bytes that are no answer' }
  const parameters = rest.slice(0, -1)
  if (parameters.some(({ mark }) => mark !== MARK.parameter))
    return { kind: 'garbage', why: 'an unknown marker' }
  return {
    kind: 'answer',
    answer: {
      command: Number(command),
      parameters: parameters.map(({ content }) => content),
      id: text(id.content),
    },
  }
}

/** A request out of its pieces, or null; the device's side. */
export function readRequest(pieces: readonly Piece[] | null): Request | null {
  const [head, ...rest] = pieces ?? []
  const command = head === undefined ? '' : text(head.content)
  const how = rest.at(-1)
  const id = rest.at(-2)
  if (!COMMAND.test(command) || id?.mark !== MARK.id || how === undefined) return null
  const buffer = how.mark === MARK.intoBuffer ? Number(text(how.content)) : null
  const parameters = rest.slice(0, -2).map(({ content }) => text(content))
  return { command: Number(command), parameters, id: text(id.content), buffer }
}

/** The frame inside the data of a fetched buffer. */
export function readBuffered(data: Uint8Array): Frame {
  const [first] = new FrameReader('answers').feed(data)
  return first === undefined ? { kind: 'garbage', why: 'a buffer without a whole frame' } : readAnswer(first)
}
