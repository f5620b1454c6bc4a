import type { Duplex } from 'node:stream'

/**
 * Watches the fixed headers of an MQTT byte stream and says where a packet announces more than `maxBytes`,
 * before anything of it is buffered (MQTT 3.1.1, 2.2.3: remaining length in up to four bytes of seven bits).
 */
export class PacketMeter {
  readonly #maxBytes: number
  #state: 'type' | 'length' | 'body' = 'type'
  #left = 0
  #shift = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Feeds a chunk; false as soon as a packet is too large or its length is no length. */
  accept(chunk: Uint8Array): boolean {
    for (let at = 0; at < chunk.length; ) {
      if (this.#state === 'body') {
        const skipped = Math.min(this.#left, chunk.length - at)
        this.#left -= skipped
        at += skipped
        if (this.#left === 0) this.#state = 'type'
        continue
      }
      const byte = chunk[at] ?? 0
      at += 1
      if (this.#state === 'type') this.#begin()
      else if (!this.#length(byte)) return false
    }
    return true
  }

  #begin(): void {
    this.#state = 'length'
    this.#left = 0
    this.#shift = 0
  }

  #length(byte: number): boolean {
    this.#left += (byte & 0x7f) * 2 ** this.#shift
    this.#shift += 7
    if (this.#left > this.#maxBytes) return false
    if (byte & 0x80) return this.#shift < 28
    this.#state = this.#left === 0 ? 'type' : 'body'
    return true
  }
}

/**
 * Closes a connection as soon as it announces an oversized packet. It listens beside the broker: reading with
 * `read()` emits `data` first, so the broker never sees more of such a packet than one chunk.
 */
export function limitPackets(socket: Duplex, maxBytes: number): void {
  const meter = new PacketMeter(maxBytes)
  socket.on('data', (chunk: Uint8Array) => {
    if (!meter.accept(chunk)) socket.destroy()
  })
}
