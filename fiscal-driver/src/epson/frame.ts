import { concat, text, utf8 } from '../transport/bytes.ts'

/** A message is one XML element and a NUL byte. */
export const encodeFrame = (element: string): Uint8Array => concat([utf8(element), Uint8Array.of(0)])

/** A chunk of an export is the largest thing that arrives. */
const LARGEST_FRAME = 8 * 1024 * 1024

/** One message, or what came instead of one. */
export type Frame =
  | { readonly kind: 'element'; readonly text: string }
  | { readonly kind: 'garbage'; readonly why: string }

/**
 * Cuts a byte stream at the NUL bytes. Quotation marks around the NUL are tolerated: the known drivers send them. What
 * grows beyond every bound is thrown away up to the next NUL and reported once.
 */
export class FrameReader {
  #parts: Uint8Array[] = []
  #length = 0
  #overflown = false

  feed(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = []
    for (let rest = chunk; rest.length > 0; ) {
      const end = rest.indexOf(0)
      this.#keep(end < 0 ? rest : rest.subarray(0, end))
      if (end < 0) break
      rest = rest.subarray(end + 1)
      const frame = this.#finish()
      if (frame !== null) frames.push(frame)
    }
    return frames
  }

  #keep(part: Uint8Array): void {
    this.#length += part.length
    if (this.#length > LARGEST_FRAME) {
      this.#overflown = true
      this.#parts = []
    }
    if (!this.#overflown) this.#parts.push(part.slice())
  }

  #finish(): Frame | null {
    const content = text(concat(this.#parts)).replace(/^["\s]+|["\s]+$/g, '')
    const overflown = this.#overflown
    this.#parts = []
    this.#length = 0
    this.#overflown = false
    if (overflown) return { kind: 'garbage', why: `a message of more than ${LARGEST_FRAME} bytes` }
    if (content === '') return null
    return content.startsWith('<')
      ? { kind: 'element', text: content }
      : { kind: 'garbage', why: `${content.length} characters that are no element` }
  }
}
