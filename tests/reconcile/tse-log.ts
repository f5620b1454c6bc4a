import { tarEntries } from '@brotkasten/fiscal-driver/archive/tar'
import type { LogMessage, TransactionContent } from '@brotkasten/fiscal-driver/log/log-message'
import { parseLog } from '@brotkasten/fiscal-driver/log/parse-log'
import { verifyArchive } from '@brotkasten/fiscal-driver/verify/verify-archive'

/** A Finish as the device stored it, with what a receipt must repeat of it. */
export interface Finish {
  readonly serial: string
  readonly transactionNumber: number
  readonly signatureCounter: number
  readonly clientId: string
  readonly processType: string
  readonly processData: string
  /** UTC instant. */
  readonly logTime: string
  /** Base64. */
  readonly signature: string
}

/** What the archive of a box's TSE says. */
export interface TseLog {
  readonly messages: number
  readonly finishes: readonly Finish[]
  /** `serial/number` of transactions that were started and never finished. */
  readonly open: readonly string[]
  /** Messages nobody can read or verify, counters with gaps, times that run back. */
  readonly faults: readonly string[]
}

/** Reads a whole archive (TR-03153 TAR) and checks it as an auditor would: signatures, counters, order, times. */
export async function readTseLog(tar: Uint8Array): Promise<TseLog> {
  const report = await verifyArchive(tar, { filtered: false })
  const faults = report.findings
    .filter(({ severity, kind }) => severity === 'error' && kind !== 'transactionOpen')
    .map(({ kind, detail, entry }) => `${kind}: ${detail}${entry === null ? '' : ` (${entry})`}`)
  const entries = tarEntries(tar)
  if (!entries.ok) return { messages: 0, finishes: [], open: [], faults: [...faults, entries.error] }
  const logs = entries.value
    .filter(({ name }) => name.endsWith('.log'))
    .map(({ content }) => parseLog(content))
  const messages = logs.flatMap((log) => (log.ok ? [log.value] : []))
  return { messages: report.messages, ...sort(messages), faults }
}

const serialOf = (message: LogMessage): string => Buffer.from(message.serial).toString('hex')

function sort(messages: readonly LogMessage[]): Pick<TseLog, 'finishes' | 'open'> {
  const finishes: Finish[] = []
  const open = new Set<string>()
  for (const message of messages) {
    const { content } = message
    if (content.kind !== 'transaction') continue
    const name = `${serialOf(message)}/${content.transactionNumber}`
    if (content.operation === 'Start') open.add(name)
    if (content.operation === 'Finish') finishes.push(finishOf(message, content))
  }
  for (const { serial, transactionNumber } of finishes) open.delete(`${serial}/${transactionNumber}`)
  return { finishes, open: [...open] }
}

const finishOf = (message: LogMessage, content: TransactionContent): Finish => ({
  serial: serialOf(message),
  transactionNumber: content.transactionNumber,
  signatureCounter: message.signatureCounter,
  clientId: content.clientId,
  processType: content.processType ?? '',
  processData: Buffer.from(content.processData).toString('utf8'),
  logTime: message.logTime.toISOString(),
  signature: Buffer.from(message.signature).toString('base64'),
})
