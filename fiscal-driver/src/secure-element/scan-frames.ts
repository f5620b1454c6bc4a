import { readSync } from 'node:fs'
import { frameAt, HEADER_BYTES, MAX_PAYLOAD } from './frame.ts'
import type { FrameVisitor } from './store.ts'

/** How far the frames of a file reach and what stopped the reading. */
export interface ScanEnd {
  /** Behind the last intact frame. */
  readonly end: number
  /** `torn`: an unfinished write, to be cut off. `corrupt`: damage before other data, not to be touched. */
  readonly state: 'whole' | 'torn' | 'corrupt'
}

const CHUNK = 1 << 20

/** Reads exactly `length` bytes, or fewer at the end of the file. */
const readFully = (fd: number, into: Buffer, position: number): number => {
  let filled = 0
  while (filled < into.length) {
    const count = readSync(fd, into, filled, into.length - filled, position + filled)
    if (count === 0) break
    filled += count
  }
  return filled
}

/**
 * Visits the frames in `[from, to)` of a file, holding at most one chunk and one frame in memory. A visited
 * payload is only valid during the visit.
 */
export const scanFrames = (fd: number, from: number, to: number, visit: FrameVisitor): ScanEnd => {
  let buffer: Buffer = Buffer.allocUnsafe(CHUNK)
  let start = from
  while (start < to) {
    const length = readFully(fd, buffer.subarray(0, Math.min(buffer.length, to - start)), start)
    const bytes = buffer.subarray(0, length)
    let at = 0
    let found = frameAt(bytes, at)
    while (found.kind === 'frame') {
      visit(found.frame, start + at)
      at = found.end
      found = frameAt(bytes, at)
    }
    start += at
    const restSeen = start + (length - at) >= to
    if (start < to && restSeen) return { end: start, state: tearOrDamage(bytes, at) }
    if (at > 0) continue // read on from the frame that the chunk cut
    if (found.kind === 'bad' || buffer.length > CHUNK) return { end: start, state: 'corrupt' }
    buffer = Buffer.allocUnsafe(CHUNK + MAX_PAYLOAD + HEADER_BYTES)
  }
  return { end: start, state: 'whole' }
}

/**
 * A write cut by a power failure leaves its beginning, or a stretch of zeros, or garbage, but no intact frame
 * behind it: commands are flushed one by one. An intact frame further on means that older data was damaged, and
 * cutting there would repeat counters.
 */
const tearOrDamage = (bytes: Buffer, at: number): 'torn' | 'corrupt' => {
  for (let next = at + 1; next + HEADER_BYTES <= bytes.length; next++) {
    if (frameAt(bytes, next).kind === 'frame') return 'corrupt'
  }
  return 'torn'
}
