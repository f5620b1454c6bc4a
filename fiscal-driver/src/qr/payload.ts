import type { LogTimeFormat } from '../tse.ts'
import { bytesOf, instantOf } from './stored-forms.ts'

/** The fields of a receipt's QR code in their order (DSFinV-K, Annex I), without the version `V0`. */
export interface QrFields {
  readonly clientId: string
  readonly processType: string
  /** Exactly the signed text. */
  readonly processData: string
  readonly transactionNumber: number
  /** Of the Finish message. */
  readonly signatureCounter: number
  /** Log time of Start: not covered by the signature of the Finish. */
  readonly startTime: Date
  /** Log time of Finish. */
  readonly logTime: Date
  /** For example `ecdsa-plain-SHA384`. */
  readonly algorithm: string
  readonly logTimeFormat: LogTimeFormat
  readonly signature: Uint8Array
  /** Uncompressed point 04‖X‖Y. */
  readonly publicKey: Uint8Array
}

/** The same as a receipt stores it: times may be ISO texts and binary fields base64. */
export type StoredQrFields = Omit<
  QrFields,
  'startTime' | 'logTime' | 'logTimeFormat' | 'signature' | 'publicKey'
> & {
  readonly startTime: Date | string
  readonly logTime: Date | string
  readonly logTimeFormat: string
  readonly signature: Uint8Array | string
  readonly publicKey: Uint8Array | string
}

const base64 = (value: Uint8Array | string): string => Buffer.from(bytesOf(value)).toString('base64')

/**
 * The text of a receipt's QR code: twelve fields joined by semicolons (DSFinV-K, Annex I). Only for Kassenbeleg-V1,
 * whose data holds no semicolon; a field that does would break the code and is a bug of the caller.
 */
export const qrPayload = (fields: StoredQrFields): string => {
  const parts = [
    'V0',
    fields.clientId,
    fields.processType,
    fields.processData,
    String(fields.transactionNumber),
    String(fields.signatureCounter),
    instantOf(fields.startTime).toISOString(),
    instantOf(fields.logTime).toISOString(),
    fields.algorithm,
    fields.logTimeFormat,
    base64(fields.signature),
    base64(fields.publicKey),
  ]
  if (parts.some((part) => part.includes(';'))) throw new RangeError('a QR field holds a semicolon')
  return parts.join(';')
}
