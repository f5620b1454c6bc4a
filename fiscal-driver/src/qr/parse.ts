import { err, ok, type Result } from '@brotkasten/domain/result'
import { isLogTimeFormat } from '../log/log-time.ts'
import type { QrFields } from './payload.ts'

/** Which part of a QR text is wrong. */
export type QrFailure =
  | 'tooLong'
  | 'fieldCount'
  | 'version'
  | 'clientId'
  | 'transactionNumber'
  | 'signatureCounter'
  | 'startTime'
  | 'logTime'
  | 'algorithm'
  | 'logTimeFormat'
  | 'signature'
  | 'publicKey'

/** A QR code of version 40 holds 2,953 bytes. */
const MAX_CHARACTERS = 3000

const wholeNumber = (value: string): number | null =>
  /^(0|[1-9]\d{0,15})$/.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : null

const time = (value: string): Date | null => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return null
  const at = new Date(value)
  // A negative time, or the roll-over of a 30th of February, would not come out as it went in.
  return at.getTime() >= 0 && at.toISOString() === value ? at : null
}

const bytes = (value: string): Uint8Array | null => {
  const decoded = Buffer.from(value, 'base64')
  return decoded.length > 0 && decoded.toString('base64') === value ? Uint8Array.from(decoded) : null
}

/** Reads the text of a receipt's QR code strictly: whatever it accepts, `qrPayload` writes back character for character. */
export const parseQr = (text: string): Result<QrFields, QrFailure> => {
  if (text.length > MAX_CHARACTERS) return err('tooLong')
  const fields = text.split(';')
  if (fields.length !== 12) return err('fieldCount')
  const [
    version = '',
    clientId = '',
    processType = '',
    processData = '',
    transaction = '',
    counter = '',
    ...rest
  ] = fields
  const [started = '', finished = '', algorithm = '', logTimeFormat = '', signed = '', key = ''] = rest
  if (version !== 'V0') return err('version')
  if (clientId === '') return err('clientId')
  const transactionNumber = wholeNumber(transaction)
  if (transactionNumber === null) return err('transactionNumber')
  const signatureCounter = wholeNumber(counter)
  if (signatureCounter === null) return err('signatureCounter')
  const startTime = time(started)
  if (startTime === null) return err('startTime')
  const logTime = time(finished)
  if (logTime === null) return err('logTime')
  if (!/^[a-z]+-plain-SHA[0-9-]{3,6}$/.test(algorithm)) return err('algorithm')
  if (!isLogTimeFormat(logTimeFormat)) return err('logTimeFormat')
  const signature = bytes(signed)
  if (signature === null) return err('signature')
  const publicKey = bytes(key)
  if (publicKey === null) return err('publicKey')
  const numbers = { transactionNumber, signatureCounter, startTime, logTime }
  return ok({
    clientId,
    processType,
    processData,
    ...numbers,
    algorithm,
    logTimeFormat,
    signature,
    publicKey,
  })
}
