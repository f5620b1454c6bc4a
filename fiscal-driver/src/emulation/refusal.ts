import type { SecureElement } from '../secure-element/secure-element.ts'
import type { TseFailure } from '../tse.ts'

/** Why an emulated device refuses, finer than the kinds of the box: every family has a code for each. */
export type Refusal =
  | 'notInitialised'
  | 'disabled'
  | 'selfTestDue'
  | 'timeNotSet'
  | 'expired'
  | 'clientUnknown'
  | 'transactionUnknown'
  | 'clientsFull'
  | 'transactionsFull'
  | 'signaturesFull'
  | 'storeFull'
  | 'unfinishedTransactions'
  | 'parameter'
  | 'storage'

/** Translates what the element said, by looking at what it stood in. */
export function refusalOf(element: SecureElement, now: Date, { kind }: TseFailure): Refusal {
  switch (kind) {
    case 'notReady':
      return notReady(element, now)
    case 'full':
      return full(element)
    case 'unknownClient':
      return 'clientUnknown'
    case 'unknownTransaction':
      return 'transactionUnknown'
    case 'expired':
      return 'expired'
    case 'disabled':
      return 'disabled'
    case 'unreachable':
      return 'storage'
    case 'refused':
    case 'busy':
    case 'garbage':
    case 'pin':
    case 'timeout':
      return 'parameter'
  }
}

function notReady(element: SecureElement, now: Date): Refusal {
  if (element.state.lifecycle === 'uninitialized') return 'notInitialised'
  return element.situation(now).selfTestDueIn === 0 ? 'selfTestDue' : 'timeNotSet'
}

function full({ state, config: { limits } }: SecureElement): Refusal {
  if (state.open.size >= limits.openTransactions) return 'transactionsFull'
  if (limits.signatures - state.signatureCounter < state.open.size + 2) return 'signaturesFull'
  return state.clients.size >= limits.clients ? 'clientsFull' : 'storeFull'
}
