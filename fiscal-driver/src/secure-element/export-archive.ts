import { createHash, X509Certificate } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { ArchiveFailure } from '../archive-failure.ts'
import { pointOf } from '../crypto/public-key.ts'
import { logName } from '../log/log-name.ts'
import type { ArchiveRange } from '../tse.ts'
import { MAGIC } from './frame.ts'
import { readAt, type StoredLog } from './read-back.ts'
import type { SecureElement } from './secure-element.ts'
import { storeProblem } from './signer.ts'
import { TAR_END, ustarEntry } from './ustar.ts'

/** What `info.csv` of an archive says (TR-03153). */
export interface ArchiveInfo {
  readonly description: string
  readonly manufacturer: string
  readonly version: string
}

const CHUNK = 64 * 1024

/** The messages not yet erased, oldest first, up to where the memory ended when the reading began. */
export function* storedLogs(element: SecureElement): Generator<StoredLog> {
  const to = element.store.end()
  let at = Math.max(MAGIC.length, element.state.erasedBefore)
  while (at < to) {
    const stored = element.store.read(at)
    if (!stored.ok) throw new ArchiveFailure(storeProblem(stored.error))
    if (stored.value.frame.kind === 1) {
      const log = readAt(element, at)
      if (!log.ok) throw new ArchiveFailure(log.error)
      yield log.value
    }
    at = stored.value.end
  }
}

/** System and audit logs belong to every selection by client: without them its counters and times explain nothing. */
const selected = ({ message }: StoredLog, { from, to, clientId }: ArchiveRange): boolean => {
  if (from !== undefined && message.logTime < from) return false
  if (to !== undefined && message.logTime > to) return false
  return (
    clientId === undefined || message.content.kind !== 'transaction' || message.content.clientId === clientId
  )
}

const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`

const infoCsv = ({ description, manufacturer, version }: ArchiveInfo): Uint8Array =>
  Buffer.from(
    ['description:', description, 'manufacturer:', manufacturer, 'version:', version].map(quoted).join(','),
  )

const certificateName = (der: Uint8Array): string => {
  const point = pointOf(new X509Certificate(Buffer.from(der)).publicKey) ?? der
  return `${createHash('sha256').update(point).digest('hex')}_X509.cer`
}

function* entries(
  element: SecureElement,
  range: ArchiveRange,
  info: ArchiveInfo,
  now: Date,
): Generator<Uint8Array> {
  yield* ustarEntry('info.csv', infoCsv(info), now)
  for (const der of element.identity.certificates) yield* ustarEntry(certificateName(der), der, now)
  for (const log of storedLogs(element)) {
    if (selected(log, range)) yield* ustarEntry(logName(log.message), log.bytes, now)
  }
  yield TAR_END
}

/**
 * The archive of an element as ustar (TR-03153), in chunks of about 64 KiB; other work gets its turn between them.
 * A whole export tells the element that everything in it may be erased. Throws an ArchiveFailure.
 */
export async function* exportArchive(
  element: SecureElement,
  range: ArchiveRange,
  info: ArchiveInfo,
  now: Date,
): AsyncGenerator<Uint8Array> {
  const { signatureCounter } = element.state
  let pending: Uint8Array[] = []
  let length = 0
  for (const part of entries(element, range, info, now)) {
    pending.push(part)
    length += part.length
    if (length < CHUNK) continue
    yield Buffer.concat(pending)
    pending = []
    length = 0
    await setImmediate()
  }
  yield Buffer.concat(pending)
  const whole = range.from === undefined && range.to === undefined && range.clientId === undefined
  if (whole) element.markExported(signatureCounter)
}
