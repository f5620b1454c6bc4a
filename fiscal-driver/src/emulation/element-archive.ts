import { createHash, X509Certificate } from 'node:crypto'
import { pointOf } from '../crypto/public-key.ts'
import type { LogMessage } from '../log/log-message.ts'
import { logName } from '../log/log-name.ts'
import { parseLog } from '../log/parse-log.ts'
import { MAGIC } from '../secure-element/frame.ts'
import type { SecureElement } from '../secure-element/secure-element.ts'
import { ustarEntry } from '../secure-element/ustar.ts'
import { concat, hex, utf8 } from '../transport/bytes.ts'

/** A message of an emulated device's memory, and the offset behind it. */
export interface ElementLog {
  readonly message: LogMessage
  readonly bytes: Uint8Array
  readonly end: number
}

/** Messages stored and not erased from the offset `from` on, oldest first. */
export function* elementLogs(element: SecureElement, from = 0): Generator<ElementLog> {
  const end = element.store.end()
  for (let at = Math.max(MAGIC.length, element.state.erasedBefore, from); at < end; ) {
    const stored = element.store.read(at)
    if (!stored.ok) throw new Error(`cannot happen: the memory of the emulator is damaged at ${at}`)
    const { frame, end: next } = stored.value
    const message = frame.kind === 1 ? parseLog(frame.payload) : null
    if (message?.ok === true) yield { message: message.value, bytes: frame.payload, end: next }
    at = next
  }
}

/** One file of an archive. */
export interface ArchiveFile {
  readonly name: string
  readonly content: Uint8Array
}

/** A ustar archive without its closing blocks. */
export const openTar = (files: readonly ArchiveFile[], now: Date): Uint8Array =>
  concat(files.flatMap(({ name, content }) => ustarEntry(name, content, now)))

/** One line of labels and values, as certified devices write it. */
export const infoFile = (description: string, version: string): ArchiveFile => ({
  name: 'info.csv',
  content: utf8(
    `"description:","${description}","manufacturer:","Brotkasten Simulator","version:","${version}"`,
  ),
})

/** The certificates, the device's first; each is named by the serial of its own key. */
export const certificateFiles = ({ identity }: SecureElement): ArchiveFile[] =>
  identity.certificates.map((content) => ({ name: `${serialHexOf(content)}_X509.cer`, content }))

export const logFile = ({ message, bytes }: ElementLog): ArchiveFile => ({
  name: logName(message),
  content: bytes,
})

/** Certificates are filed under the SHA-256 of their public point (TR-03153). */
function serialHexOf(der: Uint8Array): string {
  const point = pointOf(new X509Certificate(Buffer.from(der)).publicKey)
  return hex(
    createHash('sha256')
      .update(point ?? der)
      .digest(),
  )
}
