import { crc32 } from 'node:zlib'

/** 1: a signed log message; 2: PIN states and settings as JSON, the last one counts. */
export type FrameKind = 1 | 2

/** One record of the element's file. */
export interface Frame {
  readonly kind: FrameKind
  readonly payload: Uint8Array
}

/** First bytes of the file: name and layout version. Offset 0 therefore never holds a frame. */
export const MAGIC: Uint8Array = Buffer.from('BKTSE\0\0\x01', 'latin1')

/** length (4) · CRC-32 of kind and payload (4) · kind (1), big-endian. */
export const HEADER_BYTES = 9

/** No command writes more; a longer length field is damage. */
export const MAX_PAYLOAD = 1 << 20

/** The bytes of one frame. */
export const encodeFrame = ({ kind, payload }: Frame): Uint8Array => {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + payload.length)
  bytes.writeUInt32BE(payload.length, 0)
  bytes[8] = kind
  bytes.set(payload, HEADER_BYTES)
  bytes.writeUInt32BE(crc32(bytes.subarray(8)), 4)
  return bytes
}

/** What stands at a place of the file: a frame, an unfinished one, or bytes that are none. */
export type FrameAt =
  | { readonly kind: 'frame'; readonly frame: Frame; readonly end: number }
  | { readonly kind: 'short' | 'bad' }

/** Reads the frame at `offset` of `bytes`; `short` where more bytes are needed to tell. */
export const frameAt = (bytes: Buffer, offset: number): FrameAt => {
  if (offset + HEADER_BYTES > bytes.length) return { kind: 'short' }
  const length = bytes.readUInt32BE(offset)
  const kind = bytes[offset + 8]
  if (length > MAX_PAYLOAD || (kind !== 1 && kind !== 2)) return { kind: 'bad' }
  const end = offset + HEADER_BYTES + length
  if (end > bytes.length) return { kind: 'short' }
  if (crc32(bytes.subarray(offset + 8, end)) !== bytes.readUInt32BE(offset + 4)) return { kind: 'bad' }
  return { kind: 'frame', frame: { kind, payload: bytes.subarray(offset + HEADER_BYTES, end) }, end }
}
