import type { TseFailure } from '../tse.ts'
import type { ElementConfig } from './config.ts'
import type { ElementState } from './state.ts'

/** What the rules look at: the stored state, the configuration and the readings of this moment. */
export interface Situation {
  readonly state: ElementState
  readonly config: ElementConfig
  readonly timeSet: boolean
  readonly timeDueIn: number | null
  readonly selfTestDueIn: number | null
  /** Device time in milliseconds. */
  readonly deviceTime: number
  readonly certificateEnd: Date
}

const failure = (kind: TseFailure['kind'], detail: string): TseFailure => ({ kind, detail })

/** Archive bytes kept free for the Finish of an open transaction and for system messages. */
const RESERVE_BYTES = 2048

const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]+$/

/** The till's name: a PrintableString (TR-03151). */
export const clientIdProblem = (clientId: string, config: ElementConfig): TseFailure | null => {
  if (PRINTABLE.test(clientId) && clientId.length <= config.limits.clientIdBytes) return null
  return failure('refused', `clientId must be 1 to ${config.limits.clientIdBytes} printable ASCII characters`)
}

/** Initialised and not disabled. */
export const lifecycleProblem = ({ state }: Situation): TseFailure | null => {
  if (state.lifecycle === 'disabled') return failure('disabled', 'the device was disabled for good')
  return state.lifecycle === 'active' ? null : failure('notReady', 'the device is not initialised')
}

/** Ready to sign for tills: tested, on time and within its certificate. */
export const readyProblem = (now: Situation): TseFailure | null => {
  const lifecycle = lifecycleProblem(now)
  if (lifecycle !== null) return lifecycle
  if (now.selfTestDueIn === 0) return failure('notReady', 'a self-test is due')
  if (!now.timeSet || now.timeDueIn === 0) return failure('notReady', 'the time must be set')
  if (now.deviceTime > now.certificateEnd.getTime()) return failure('expired', 'the certificate has ended')
  return null
}

/** Leaves room for the Finish of every open transaction: what was started can always be finished. */
const roomProblem = ({ state, config: { limits } }: Situation): TseFailure | null => {
  const owed = state.open.size + 2
  if (limits.signatures - state.signatureCounter < owed) return failure('full', 'no signatures left')
  if (limits.logBytes - state.usedBytes < owed * RESERVE_BYTES)
    return failure('full', 'the log memory is full')
  return null
}

const clientProblem = ({ state }: Situation, clientId: string): TseFailure | null =>
  state.clients.has(clientId) ? null : failure('unknownClient', `client ${clientId} is not registered`)

const contentProblem = (
  { config: { limits } }: Situation,
  processType: string,
  processData: Uint8Array,
): TseFailure | null => {
  if (Buffer.byteLength(processType) > limits.processTypeBytes)
    return failure('refused', 'processType is too long')
  return processData.length > limits.processDataBytes ? failure('refused', 'processData is too long') : null
}

/** May this client start a transaction now? */
export const startProblem = (
  now: Situation,
  clientId: string,
  processType: string,
  processData: Uint8Array,
): TseFailure | null => {
  const problem = readyProblem(now) ?? clientProblem(now, clientId)
  if (problem !== null) return problem
  if (now.state.open.size >= now.config.limits.openTransactions) {
    return failure('full', `${now.state.open.size} transactions are open already`)
  }
  return contentProblem(now, processType, processData) ?? roomProblem(now)
}

/** May this client go on with, or finish, that transaction now? */
export const continueProblem = (
  now: Situation,
  clientId: string,
  transactionNumber: number,
  processType: string,
  processData: Uint8Array,
): TseFailure | null => {
  const problem = readyProblem(now) ?? clientProblem(now, clientId)
  if (problem !== null) return problem
  const owner = now.state.open.get(transactionNumber)
  if (owner === undefined)
    return failure('unknownTransaction', `transaction ${transactionNumber} is not open`)
  if (owner !== clientId)
    return failure('unknownTransaction', `transaction ${transactionNumber} belongs to another client`)
  return contentProblem(now, processType, processData)
}

/** May this client be registered? */
export const registerProblem = (now: Situation, clientId: string): TseFailure | null => {
  const problem = lifecycleProblem(now) ?? clientIdProblem(clientId, now.config)
  if (problem !== null || now.state.clients.has(clientId)) return problem
  return now.state.clients.size < now.config.limits.clients
    ? null
    : failure('full', 'no room for another client')
}

/** May this client be removed? Not while it has something open. */
export const deregisterProblem = (now: Situation, clientId: string): TseFailure | null => {
  const problem = lifecycleProblem(now) ?? clientProblem(now, clientId)
  if (problem !== null) return problem
  const busy = [...now.state.open.values()].includes(clientId)
  return busy ? failure('refused', `client ${clientId} has open transactions`) : null
}

/** Erasing and disabling want every transaction finished. */
export const closedProblem = (now: Situation): TseFailure | null => {
  const lifecycle = lifecycleProblem(now)
  if (lifecycle !== null) return lifecycle
  return now.state.open.size === 0 ? null : failure('refused', 'transactions are open')
}
