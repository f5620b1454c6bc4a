import { algorithmByOid } from '../crypto/algorithms.ts'
import type { TseKey } from '../crypto/public-key.ts'
import { type SignatureEncoding, verifySignature } from '../crypto/signature.ts'
import type { LogMessage } from '../log/log-message.ts'
import { type LogFailure, parseLog } from '../log/parse-log.ts'

/** The key of a TSE by its serial number in hex, from its certificate or from elsewhere. */
export type KeyLookup = (serialHex: string) => TseKey | undefined

/** Why a log message does not verify. */
export type LogReason =
  | 'malformed'
  | 'unknownKey'
  | 'otherKey'
  | 'unknownAlgorithm'
  | 'unsupportedAlgorithm'
  | 'signature'

/** The verdict on one stored log message. */
export interface LogVerdict {
  readonly valid: boolean
  readonly reason: LogReason | null
  /** Null only where the bytes could not be read; then `failure` says why. */
  readonly message: LogMessage | null
  readonly failure: LogFailure | null
  readonly signatureEncoding: SignatureEncoding | null
}

const refused = (reason: LogReason, message: LogMessage): LogVerdict => ({
  valid: false,
  reason,
  message,
  failure: null,
  signatureEncoding: null,
})

/** Checks a message that is already read. */
export const verifyMessage = (message: LogMessage, key: TseKey): LogVerdict => {
  if (Buffer.compare(key.serial, message.serial) !== 0) return refused('otherKey', message)
  const algorithm = algorithmByOid(message.algorithmOid)
  if (algorithm === undefined) return refused('unknownAlgorithm', message)
  if (algorithm.scheme === 'ecsdsa') return refused('unsupportedAlgorithm', message)
  const signatureEncoding = verifySignature(key, algorithm.hash, message.signedBytes, message.signature)
  if (signatureEncoding === null) return refused('signature', message)
  return { valid: true, reason: null, message, failure: null, signatureEncoding }
}

/** Checks a stored log message with one key, or with whatever key its serial number asks for. */
export const verifyLog = (bytes: Uint8Array, keys: TseKey | KeyLookup): LogVerdict => {
  const parsed = parseLog(bytes)
  if (!parsed.ok) {
    return {
      valid: false,
      reason: 'malformed',
      message: null,
      failure: parsed.error,
      signatureEncoding: null,
    }
  }
  const key = typeof keys === 'function' ? keys(Buffer.from(parsed.value.serial).toString('hex')) : keys
  return key === undefined ? refused('unknownKey', parsed.value) : verifyMessage(parsed.value, key)
}
