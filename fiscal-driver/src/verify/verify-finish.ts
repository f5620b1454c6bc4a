import { type Algorithm, algorithmByName } from '../crypto/algorithms.ts'
import type { CurveName } from '../crypto/curves.ts'
import { importPoint, type KeyFailure, type TseKey } from '../crypto/public-key.ts'
import { type SignatureEncoding, verifySignature } from '../crypto/signature.ts'
import { encodeSigned, type ProcessDataForm } from '../log/encode-log.ts'
import type { LogHeader, TransactionContent } from '../log/log-message.ts'
import { isLogTimeFormat } from '../log/log-time.ts'
import type { StoredQrFields } from '../qr/payload.ts'
import { bytesOf, instantOf } from '../qr/stored-forms.ts'
import type { LogTimeFormat } from '../tse.ts'

/** What a receipt stores of its Finish; enough to rebuild the signed bytes. The start time is not part of it. */
export type FinishFields = Omit<StoredQrFields, 'startTime'>

/** Why a Finish does not verify. `unsupportedAlgorithm` is a signature nobody here can check, not a wrong one. */
export type FinishReason = KeyFailure | 'unknownAlgorithm' | 'unsupportedAlgorithm' | 'badField' | 'signature'

/** The verdict on one Finish. */
export interface FinishVerdict {
  readonly valid: boolean
  readonly reason: FinishReason | null
  readonly curve: CurveName | null
  readonly hash: string | null
  readonly signatureEncoding: SignatureEncoding | null
  /** How the device must have stored processData for the signature to hold. */
  readonly processDataForm: ProcessDataForm | null
}

const refused = (reason: FinishReason, key?: TseKey, algorithm?: Algorithm): FinishVerdict => ({
  valid: false,
  reason,
  curve: key?.curve ?? null,
  hash: algorithm?.hash ?? null,
  signatureEncoding: null,
  processDataForm: null,
})

const forms: readonly ProcessDataForm[] = ['primitive', 'constructed']

/** DSFinV-K defines utcTime without seconds, while real logs called so carry them: both count. */
const timeFormats = (format: LogTimeFormat): readonly LogTimeFormat[] =>
  format === 'utcTime' ? ['utcTimeWithSeconds', 'utcTime'] : [format]

const isNumber = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

const LAST_INSTANT = Date.UTC(10000, 0) // no log time format goes beyond the year 9999

const fieldsUsable = (fields: FinishFields): boolean => {
  const time = instantOf(fields.logTime).getTime()
  return (
    isNumber(fields.transactionNumber) &&
    isNumber(fields.signatureCounter) &&
    time >= 0 &&
    time < LAST_INSTANT
  )
}

const contentOf = (fields: FinishFields): TransactionContent => ({
  kind: 'transaction',
  operation: 'Finish',
  clientId: fields.clientId,
  processData: Buffer.from(fields.processData, 'utf8'),
  processType: fields.processType,
  externalData: null,
  transactionNumber: fields.transactionNumber,
  internalData: null,
})

/** The bytes a Finish signs, rebuilt from a receipt's fields (DSFinV-K, Annex I). */
export const finishBytes = (
  fields: FinishFields,
  { key, algorithm }: { readonly key: TseKey; readonly algorithm: Algorithm },
  { format, form = 'primitive' }: { readonly format: LogTimeFormat; readonly form?: ProcessDataForm },
): Uint8Array => {
  const header: LogHeader = {
    version: 2,
    serial: key.serial,
    algorithmOid: algorithm.oid,
    signatureCounter: fields.signatureCounter,
    logTime: instantOf(fields.logTime),
    logTimeFormat: format,
  }
  return encodeSigned(contentOf(fields), header, form)
}

const tryForms = (
  fields: FinishFields,
  format: LogTimeFormat,
  key: TseKey,
  algorithm: Algorithm,
): FinishVerdict => {
  const signature = bytesOf(fields.signature)
  for (const form of forms) {
    for (const written of timeFormats(format)) {
      const signed = finishBytes(fields, { key, algorithm }, { format: written, form })
      const signatureEncoding = verifySignature(key, algorithm.hash, signed, signature)
      if (signatureEncoding === null) continue
      const { curve } = key
      return {
        valid: true,
        reason: null,
        curve,
        hash: algorithm.hash,
        signatureEncoding,
        processDataForm: form,
      }
    }
  }
  return refused('signature', key, algorithm)
}

/**
 * Checks the signature of a Finish against the fields a receipt stores and its public key. Whose key it is, and
 * when the transaction started, it does not prove.
 */
export const verifyFinish = (fields: FinishFields): FinishVerdict => {
  const algorithm = algorithmByName(fields.algorithm)
  if (algorithm === undefined) return refused('unknownAlgorithm')
  const key = importPoint(bytesOf(fields.publicKey))
  if (!key.ok) return refused(key.error, undefined, algorithm)
  if (algorithm.scheme === 'ecsdsa') return refused('unsupportedAlgorithm', key.value, algorithm)
  const { logTimeFormat } = fields
  if (!isLogTimeFormat(logTimeFormat) || !fieldsUsable(fields))
    return refused('badField', key.value, algorithm)
  return tryForms(fields, logTimeFormat, key.value, algorithm)
}
