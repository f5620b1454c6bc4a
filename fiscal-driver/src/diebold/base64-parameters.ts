import { concat, text } from '../transport/bytes.ts'

const ESC = 0x1b
const PARAMETER = 0x92
const END = 0x9f

/**
 * Decodes the base64 parameters of an answer that arrives in packets of any size: only what lies between a parameter
 * marker and the next marker counts, and nothing but three characters is ever held back.
 */
export class Base64Parameters {
  #carry: Uint8Array = new Uint8Array(0)
  #digits = ''
  #inside = false
  /** True once the end marker has been seen. */
  isComplete = false

  /** The bytes that became whole with this packet; null where something is no base64. */
  feed(packet: Uint8Array): Uint8Array | null {
    const bytes = concat([this.#carry, packet])
    this.#carry = new Uint8Array(0)
    const decoded: Uint8Array[] = []
    for (let at = 0; at < bytes.length; ) {
      const next = bytes.indexOf(ESC, at)
      const end = next < 0 ? bytes.length : next
      if (this.#inside) this.#digits += text(bytes.subarray(at, end))
      if (next < 0) break
      if (next + 1 >= bytes.length) {
        this.#carry = bytes.slice(next)
        break
      }
      decoded.push(this.#take(true) ?? INVALID)
      this.#inside = bytes[next + 1] === PARAMETER
      if (bytes[next + 1] === END) this.isComplete = true
      at = next + 2
    }
    decoded.push(this.#take(false) ?? INVALID)
    return decoded.includes(INVALID) ? null : concat(decoded)
  }

  /** Decodes whole groups of four; at the end of a parameter, everything. */
  #take(all: boolean): Uint8Array | null {
    const clean = this.#digits.replaceAll(/[\r\n]/g, '')
    const length = all ? clean.length : clean.length - (clean.length % 4)
    this.#digits = clean.slice(length)
    const part = clean.slice(0, length)
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(part)) return null
    return Uint8Array.from(Buffer.from(part, 'base64'))
  }
}

const INVALID = new Uint8Array(0)
