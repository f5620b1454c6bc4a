import { Transform } from 'node:stream'

/** Length of the packet that begins at `at`, header included; null where the header is not all there yet. */
function packetLength(bytes: Buffer, at: number): number | null | 'malformed' {
  let length = 0
  for (let index = 0; index < 4; index += 1) {
    const byte = bytes[at + 1 + index]
    if (byte === undefined) return null
    length += (byte & 0x7f) * 2 ** (7 * index)
    if ((byte & 0x80) === 0) return 2 + index + length
  }
  return 'malformed'
}

/**
 * Passes MQTT bytes on and fails where a packet announces more than `maxBytes`, before its body is buffered: the
 * broker itself has no such limit (MQTT 3.1.1, 2.2.3: remaining length in up to four bytes of seven bits).
 */
export function packetLimit(maxBytes: number): Transform {
  let skip = 0
  let head = Buffer.alloc(0)
  const check = (chunk: Buffer): boolean => {
    let at = Math.min(skip, chunk.length)
    skip -= at
    while (at < chunk.length) {
      const header = Buffer.concat([head, chunk.subarray(at, at + 5 - head.length)])
      const length = packetLength(header, 0)
      if (length === 'malformed' || (length !== null && length > maxBytes)) return false
      if (length === null) {
        head = header
        return true
      }
      const rest = length - head.length
      head = Buffer.alloc(0)
      skip = Math.max(0, at + rest - chunk.length)
      at = Math.min(chunk.length, at + rest)
    }
    return true
  }
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (check(chunk)) done(null, chunk)
      else done(new Error(`an MQTT packet is larger than ${maxBytes} bytes`))
    },
  })
}
