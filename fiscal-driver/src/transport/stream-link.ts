import type { Readable, Writable } from 'node:stream'
import { ok } from '@brotkasten/domain/result'
import type { ByteLink, LinkEvents } from './byte-link.ts'
import { systemCode, unreachable } from './failure.ts'

/** A link over a pair of Node streams. `dispose` frees what lies under them. */
export function streamLink(
  name: string,
  readable: Readable,
  writable: Writable,
  events: LinkEvents,
  dispose: () => void,
): ByteLink {
  let open = true
  const end = (why: string): void => {
    if (!open) return
    open = false
    dispose()
    events.end({ kind: 'unreachable', detail: `${name}: ${why}` })
  }
  readable.on('data', (chunk: Uint8Array) => {
    // A copy, because `slice` of a Buffer would only be a view on memory that Node may use again.
    if (open) events.bytes(Uint8Array.from(chunk))
  })
  for (const stream of new Set([readable, writable])) {
    stream.on('error', (error) => end(systemCode(error)))
    stream.on('close', () => end('closed by the other side'))
  }
  readable.on('end', () => end('closed by the other side'))
  return {
    write: (bytes) =>
      new Promise((resolve) => {
        if (!open) return resolve(unreachable(`${name}: already closed`))
        writable.write(bytes, (error) =>
          resolve(error ? unreachable(`${name}: ${systemCode(error)}`) : ok(undefined)),
        )
      }),
    close: async () => {
      open = false
      dispose()
    },
  }
}
