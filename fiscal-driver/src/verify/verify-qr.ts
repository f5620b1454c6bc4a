import { parseQr, type QrFailure } from '../qr/parse.ts'
import { type FinishReason, type FinishVerdict, verifyFinish } from './verify-finish.ts'

/** The verdict on a receipt's QR code. */
export interface QrVerdict extends Omit<FinishVerdict, 'reason'> {
  readonly reason: FinishReason | `malformed: ${QrFailure}` | null
  readonly transactionNumber: number | null
  readonly signatureCounter: number | null
  readonly clientId: string | null
  readonly processData: string | null
  /** The Finish does not sign the start time; only the Start message in the archive proves it. */
  readonly startTimeProven: false
}

const unreadable = (failure: QrFailure): QrVerdict => ({
  valid: false,
  reason: `malformed: ${failure}`,
  curve: null,
  hash: null,
  signatureEncoding: null,
  processDataForm: null,
  transactionNumber: null,
  signatureCounter: null,
  clientId: null,
  processData: null,
  startTimeProven: false,
})

/** Verifies a receipt offline from its QR code alone (DSFinV-K, Annex I). */
export const verifyQr = (text: string): QrVerdict => {
  const parsed = parseQr(text)
  if (!parsed.ok) return unreadable(parsed.error)
  const { transactionNumber, signatureCounter, clientId, processData } = parsed.value
  const finish = verifyFinish(parsed.value)
  return { ...finish, transactionNumber, signatureCounter, clientId, processData, startTimeProven: false }
}
