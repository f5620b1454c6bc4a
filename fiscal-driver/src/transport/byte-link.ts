import type { Result } from '@brotkasten/domain/result'
import type { Unreachable } from './failure.ts'

/** An open two-way byte stream: a TCP connection or a serial line. */
export interface ByteLink {
  /** Resolves when the bytes are handed to the operating system; that says nothing of the device. */
  write(bytes: Uint8Array): Promise<Result<void, Unreachable>>
  close(): Promise<void>
}

/** What a link tells its owner. No byte arrives after the end, and the end comes once. */
export interface LinkEvents {
  bytes(chunk: Uint8Array): void
  /** The other side went away. Not called after our own `close`. */
  end(reason: Unreachable): void
}

/** Opens a link. The events are given beforehand, so that a greeting cannot be missed. */
export type Dial = (events: LinkEvents) => Promise<Result<ByteLink, Unreachable>>
