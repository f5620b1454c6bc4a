import { constants, openSync } from 'node:fs'
import { ReadStream, WriteStream } from 'node:tty'
import { ok } from '@brotkasten/domain/result'
import type { Dial } from './byte-link.ts'
import { systemCode, unreachable } from './failure.ts'
import { streamLink } from './stream-link.ts'

/**
 * Opens a serial line by its path (a CDC-ACM stick: `/dev/serial/by-path/…`). Opening raises DTR. The line is put into
 * raw mode, so that no byte is echoed, translated or taken for a control character; speed and parity mean nothing on
 * CDC-ACM and stay as they are.
 */
export const serialDial =
  (path: string): Dial =>
  async (events) => {
    try {
      // Without O_NOCTTY a hang-up of the line would end a process that has no terminal of its own.
      const flags = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK
      const reading = new ReadStream(openSync(path, flags))
      reading.setRawMode(true)
      const writing = new WriteStream(openSync(path, flags))
      return ok(
        streamLink(path, reading, writing, events, () => {
          reading.destroy()
          writing.destroy()
        }),
      )
    } catch (error) {
      return unreachable(`cannot open ${path}: ${systemCode(error)}`)
    }
  }
