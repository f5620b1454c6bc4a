import { ok } from '@brotkasten/domain/result'
import type { ByteLink, Dial, LinkEvents } from './byte-link.ts'
import { unreachable } from './failure.ts'

/** The device's side of a stream: what an emulator implements. */
export interface EmulatedPeer {
  /** A host has connected; `reply` sends bytes to it, `hangUp` drops it. */
  connected(reply: (bytes: Uint8Array) => void, hangUp: () => void): EmulatedConnection
}

export interface EmulatedConnection {
  bytes(chunk: Uint8Array): void
  closed(): void
}

/**
 * Streams in memory, the twin of `tcpDial` and `serialDial`: records both directions, cuts chunks as told and drops
 * the line after any byte.
 */
export class MemoryLine {
  readonly sent: Uint8Array[] = []
  readonly received: Uint8Array[] = []
  /** Answers arrive in chunks of at most this many bytes. */
  chunk = Number.POSITIVE_INFINITY
  plugged = true
  #peer: EmulatedPeer
  #bytesUntilUnplug = Number.POSITIVE_INFINITY
  #drop: (why: string) => void = () => {}

  constructor(peer: EmulatedPeer) {
    this.#peer = peer
  }

  readonly dial: Dial = async (events) => {
    if (!this.plugged) return unreachable('memory line: ENOENT')
    return ok(this.#open(events))
  }

  unplug(): void {
    this.plugged = false
    this.#drop('unplugged')
  }

  replug(): void {
    this.plugged = true
    this.#bytesUntilUnplug = Number.POSITIVE_INFINITY
  }

  /** The line goes dead after this many more bytes, both directions counted. */
  unplugAfter(bytes: number): void {
    this.#bytesUntilUnplug = bytes
  }

  #open(events: LinkEvents): ByteLink {
    let open = true
    const reply = (bytes: Uint8Array): void => {
      for (const piece of pieces(bytes, this.chunk)) {
        const passed = this.#pass(piece)
        if (!open || passed.length === 0) return
        this.received.push(passed)
        events.bytes(passed)
        if (passed.length < piece.length) this.unplug()
      }
    }
    const end = (why: string): void => {
      if (!open) return
      open = false
      connection.closed()
      events.end({ kind: 'unreachable', detail: `memory line: ${why}` })
    }
    // Replies leave in a later turn, as on a real line: a driver must not rely on an answer within its own write.
    const connection = this.#peer.connected(
      (bytes) => queueMicrotask(() => reply(bytes)),
      () => end('hung up'),
    )
    this.#drop = end
    return {
      write: async (bytes) => {
        if (!open) return unreachable('memory line: closed')
        const passed = this.#pass(bytes)
        this.sent.push(passed)
        connection.bytes(passed)
        if (passed.length === bytes.length) return ok(undefined)
        this.unplug()
        return unreachable('memory line: unplugged')
      },
      close: async () => {
        if (!open) return
        open = false
        connection.closed()
      },
    }
  }

  #pass(bytes: Uint8Array): Uint8Array {
    const passed = Math.min(bytes.length, this.#bytesUntilUnplug)
    this.#bytesUntilUnplug -= passed
    return bytes.slice(0, passed)
  }
}

function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  const count = Math.max(1, Math.ceil(bytes.length / size))
  return Array.from({ length: count }, (_, at) =>
    size === Number.POSITIVE_INFINITY ? bytes : bytes.slice(at * size, (at + 1) * size),
  )
}
