import { execFile } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { ReadStream, WriteStream } from 'node:tty'
import { promisify } from 'node:util'
import { ok } from '@brotkasten/domain/result'
import type { ByteLink, Dial, LinkEvents } from './byte-link.ts'
import { systemCode, unreachable } from './failure.ts'
import { streamLink } from './stream-link.ts'

/** Without O_NOCTTY a hang-up of the line would end a process that has no terminal of its own. */
const FLAGS = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK

/**
 * Opens a serial line by its path (a CDC-ACM stick: `/dev/serial/by-path/…`). Opening raises DTR; speed and parity mean
 * nothing on CDC-ACM and stay as they are.
 */
export const serialDial =
  (path: string): Dial =>
  async (events) => {
    const held: number[] = []
    try {
      held.push(openSync(path, FLAGS), openSync(path, FLAGS))
      await makeRaw(path)
      return ok(linkOn(path, held, events))
    } catch (error) {
      for (const fd of held) closeSync(fd)
      return unreachable(`cannot open ${path}: ${systemCode(error)}`)
    }
  }

/**
 * Takes every translation off the line. Node's own `setRawMode` will not do: it leaves output processing on, and a line
 * feed would go out as carriage return and line feed (measured on a pseudo terminal). The settings last as long as
 * somebody holds the line open.
 */
async function makeRaw(path: string): Promise<void> {
  await promisify(execFile)('stty', ['-F', path, 'raw', '-echo'], { timeout: 5000 })
}

function linkOn(path: string, [readFd = -1, writeFd = -1]: readonly number[], events: LinkEvents): ByteLink {
  const reading = new ReadStream(readFd)
  const writing = new WriteStream(writeFd)
  return streamLink(path, reading, writing, events, () => {
    reading.destroy()
    writing.destroy()
  })
}
