import { createHash } from 'node:crypto'
import type { Body } from '@brotkasten/domain/journal/kinds'
import type { TseSigned } from '@brotkasten/domain/receipt/tse'
import { verifyFinish } from '@brotkasten/fiscal-driver/verify/verify-finish'

/** What is needed to check the signatures of one TSE: its `tse.adopted`. */
export type TseKeyFields = Pick<Body<'tse.adopted'>, 'serial' | 'publicKey' | 'algorithm' | 'logTimeFormat'>

/** The serial number of a TSE is the SHA-256 of its public key (TR-03153). */
export const isOwnSerial = (tse: TseKeyFields): boolean =>
  createHash('sha256').update(Buffer.from(tse.publicKey, 'base64')).digest('hex') === tse.serial

/** Checks what a TSE signed at the Finish of a transaction. Returns why it does not hold, or null. */
export function wrongSignature(signed: TseSigned, key: TseKeyFields | undefined): string | null {
  if (key === undefined) return 'unknownTse'
  const verdict = verifyFinish({
    clientId: signed.clientId,
    processType: signed.processType,
    processData: signed.processData,
    transactionNumber: signed.transactionNumber,
    signatureCounter: signed.signatureCounter,
    logTime: new Date(signed.finishTime),
    logTimeFormat: key.logTimeFormat,
    algorithm: key.algorithm,
    signature: Buffer.from(signed.signature, 'base64'),
    publicKey: Buffer.from(key.publicKey, 'base64'),
  })
  return verdict.valid ? null : (verdict.reason ?? 'signature')
}
