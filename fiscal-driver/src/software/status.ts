import { curves } from '../crypto/curves.ts'
import type { SecureElement } from '../secure-element/secure-element.ts'
import type { TseIdentity, TseStatus } from '../tse.ts'

/** What the element is. */
export const identityOf = ({ identity, config, state }: SecureElement): TseIdentity => ({
  description: state.description,
  emulated: true,
  serial: identity.serialHex,
  publicKey: identity.point,
  algorithm: curves[identity.curve].algorithm,
  logTimeFormat: config.logTimeFormat,
  certificates: identity.certificates,
  certificationId: null,
})

/** What the element says of its state now. */
export const statusOf = (element: SecureElement, now: Date): TseStatus => {
  const { state, config, timeSet, timeDueIn, selfTestDueIn } = element.situation(now)
  return {
    lifecycle: state.lifecycle === 'active' && !timeSet ? 'noTime' : state.lifecycle,
    signatureCounter: state.signatureCounter,
    openTransactions: [...state.open.keys()],
    maxOpenTransactions: config.limits.openTransactions,
    clients: [...state.clients],
    maxClients: config.limits.clients,
    signaturesLeft: Math.max(0, config.limits.signatures - state.signatureCounter),
    certificateEnd: element.identity.certificateEnd,
    selfTestDueIn,
    timeUpdateDueIn: timeDueIn,
  }
}
