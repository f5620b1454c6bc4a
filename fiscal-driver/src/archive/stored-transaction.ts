import { err, ok, type Result } from '@brotkasten/domain/result'
import type { LogMessage, TransactionContent } from '../log/log-message.ts'
import { parseLog } from '../log/parse-log.ts'
import { text } from '../transport/bytes.ts'
import type { FinishRecord, Signed, TransactionRecord } from '../tse.ts'
import type { TarEntry } from './tar.ts'

interface Stored {
  readonly message: LogMessage
  readonly content: TransactionContent
  readonly bytes: Uint8Array
}

/**
 * Start and Finish of one transaction among the entries of an archive; null where its Start is not there. A log that
 * cannot be read is a failure: what it says might be the Finish.
 */
export function storedTransaction(
  entries: readonly TarEntry[],
  transactionNumber: number,
): Result<TransactionRecord | null, string> {
  const logs: Stored[] = []
  for (const { name, content: bytes } of entries.filter(({ name }) => /_Log-Tra_.*\.log$/.test(name))) {
    const message = parseLog(bytes)
    if (!message.ok) return err(`${name}: ${message.error.element} ${message.error.kind}`)
    const { content } = message.value
    if (content.kind !== 'transaction' || content.transactionNumber !== transactionNumber) continue
    logs.push({ message: message.value, content, bytes })
  }
  const start = logs.find(({ content }) => content.operation === 'Start')
  if (start === undefined) return ok(null)
  const finish = logs.find(({ content }) => content.operation === 'Finish')
  return ok({
    clientId: start.content.clientId,
    start: signedOf(start),
    finish: finish === undefined ? null : finishOf(finish),
  })
}

const signedOf = ({ message, content, bytes }: Stored): Signed => ({
  transactionNumber: content.transactionNumber,
  signatureCounter: message.signatureCounter,
  logTime: message.logTime,
  signature: message.signature.slice(),
  message: bytes.slice(),
})

const finishOf = (stored: Stored): FinishRecord => ({
  ...signedOf(stored),
  clientId: stored.content.clientId,
  processType: stored.content.processType ?? '',
  processData: text(stored.content.processData),
})
