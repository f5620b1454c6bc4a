import { err, ok, type Result } from '@brotkasten/domain/result'
import type { LogMessage, TransactionContent } from '../log/log-message.ts'
import { parseLog } from '../log/parse-log.ts'
import type { Signed, TransactionRecord, TseFailure } from '../tse.ts'
import type { SecureElement } from './secure-element.ts'
import { storeProblem } from './signer.ts'

/** A message read back from the element's memory. */
export interface StoredLog {
  readonly bytes: Uint8Array
  readonly message: LogMessage
}

const garbage = (offset: number) =>
  err<TseFailure>({ kind: 'garbage', detail: `unreadable message at ${offset}` })

/** The message at a place of the memory. */
export const readAt = (element: SecureElement, offset: number): Result<StoredLog, TseFailure> => {
  const stored = element.store.read(offset)
  if (!stored.ok) return err(storeProblem(stored.error))
  const bytes = stored.value.frame.payload
  const message = parseLog(bytes)
  return message.ok ? ok({ bytes, message: message.value }) : garbage(offset)
}

const signedOf = (bytes: Uint8Array, message: LogMessage, content: TransactionContent): Signed => ({
  transactionNumber: content.transactionNumber,
  signatureCounter: message.signatureCounter,
  logTime: message.logTime,
  signature: message.signature,
  message: bytes,
})

/** Start and Finish of one transaction as stored; null where unknown or erased. Two reads at known places. */
export const readTransaction = (
  element: SecureElement,
  transactionNumber: number,
): Result<TransactionRecord | null, TseFailure> => {
  const places = element.state.transactions.find(transactionNumber)
  if (places === null || places.start < element.state.erasedBefore) return ok(null)
  const start = readAt(element, places.start)
  if (!start.ok) return start
  const started = start.value.message.content
  if (started.kind !== 'transaction') return garbage(places.start)
  const record = {
    clientId: started.clientId,
    start: signedOf(start.value.bytes, start.value.message, started),
  }
  if (places.finish === null) return ok({ ...record, finish: null })
  const finish = readAt(element, places.finish)
  if (!finish.ok) return finish
  const { bytes, message } = finish.value
  if (message.content.kind !== 'transaction') return garbage(places.finish)
  const { clientId, processType, processData } = message.content
  const said = {
    clientId,
    processType: processType ?? '',
    processData: Buffer.from(processData).toString('utf8'),
  }
  return ok({ ...record, finish: { ...signedOf(bytes, message, message.content), ...said } })
}
