import { err, ok, type Result } from '@brotkasten/domain/result'
import { encodeFrame, type Frame, frameAt, MAGIC } from './frame.ts'

/** Why the element's memory cannot be used. */
export interface StoreFailure {
  readonly kind: 'corrupt' | 'foreignWriter' | 'io'
  readonly detail: string
}

/** Called for every stored frame in order; `offset` is the place to read it from again. */
export type FrameVisitor = (frame: Frame, offset: number) => void

/**
 * The append-only memory of a secure element. One command is one `append`; what was flushed survives, and a torn
 * last write is dropped on opening, so that a counter which left the device is never used again.
 */
export interface ElementStore {
  /** Everything stored, oldest first, in `[from, to)`; without `to` up to the end as it is now. */
  scan(visit: FrameVisitor, from?: number, to?: number): Result<void, StoreFailure>
  /** Writes the frames in one go and returns where each one begins; on failure nothing was written. */
  append(frames: readonly Frame[]): Result<readonly number[], StoreFailure>
  /** The frame at an offset given by `scan` or `append`, and the offset behind it. */
  read(offset: number): Result<{ readonly frame: Frame; readonly end: number }, StoreFailure>
  /** Resolves when everything appended so far would survive a power cut. */
  flush(): Promise<Result<void, StoreFailure>>
  /** Behind the last frame. */
  end(): number
  close(): Promise<void>
}

/** Offsets of frames that will be written behind `end`. */
export const offsetsFrom = (end: number, encoded: readonly Uint8Array[]): readonly number[] => {
  let at = end
  return encoded.map((bytes) => {
    const offset = at
    at += bytes.length
    return offset
  })
}

/** A store in memory for emulators and tests: survives its owner as long as the object is kept. */
export const memoryStore = (): ElementStore => {
  let bytes: Buffer = Buffer.from(MAGIC)
  return {
    scan(visit, from = MAGIC.length, to = bytes.length) {
      for (let at = from; at < to; ) {
        const found = frameAt(bytes, at)
        if (found.kind !== 'frame') return err({ kind: 'corrupt', detail: `no frame at ${at}` })
        visit(found.frame, at)
        at = found.end
      }
      return ok(undefined)
    },
    append(frames) {
      const encoded = frames.map(encodeFrame)
      const offsets = offsetsFrom(bytes.length, encoded)
      bytes = Buffer.concat([bytes, ...encoded])
      return ok(offsets)
    },
    read(offset) {
      const found = frameAt(bytes, offset)
      return found.kind === 'frame' ? ok(found) : err({ kind: 'corrupt', detail: `no frame at ${offset}` })
    },
    flush: () => Promise.resolve(ok(undefined)),
    end: () => bytes.length,
    close: () => Promise.resolve(),
  }
}

/** Bytes the archive needs for a frame's payload, which is how devices count their memory: a block for the name each. */
export const archiveBytes = (payloadLength: number): number => 512 + Math.ceil(payloadLength / 512) * 512
