import type { Result } from '@brotkasten/domain/result'
import type { Signed, TseFailure } from '@brotkasten/fiscal-driver/tse'
import type { Signing } from '../signing/signing.ts'
import type { OpenTransaction } from './intent.ts'

/** What is going to be signed. */
export interface SignedText {
  readonly processType: string
  readonly processData: string
}

/**
 * The TSE transaction of a booking: the one begun with the first item, or a new one where that failed or there is
 * none. Null while the TSE is out.
 */
export async function openTransaction(
  signing: Signing,
  clientId: string,
  text: SignedText,
  begun?: Promise<Result<Signed, TseFailure>>,
): Promise<OpenTransaction | null> {
  let started = begun ? await begun : null
  if (signing.outage) {
    if (started?.ok) signing.forget(started.value.transactionNumber)
    return null
  }
  if (!started?.ok) started = await signing.start(clientId)
  return started.ok ? transactionOf(signing, clientId, started.value, text) : null
}

/** A started transaction with what will be signed; null where the device has never told who it is. */
export function transactionOf(
  signing: Signing,
  clientId: string,
  start: Signed,
  text: SignedText,
): OpenTransaction | null {
  const { state } = signing
  const identity = state.state === 'starting' ? null : state.identity
  if (!identity) return null
  const { transactionNumber, logTime } = start
  return { serial: identity.serial, clientId, transactionNumber, startTime: logTime.toISOString(), ...text }
}
