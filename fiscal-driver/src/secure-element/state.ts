import type { LogContent } from '../log/log-message.ts'
import { systemText } from '../log/system-data.ts'
import { archiveBytes } from './store.ts'
import { TransactionIndex } from './transaction-index.ts'

/** PIN and PUK of a user with what is left of the tries; hex so that any bytes will do. */
export interface UserSecret {
  readonly pin: string
  readonly puk: string
  readonly pinTries: number
  readonly pukTries: number
}

/** What is stored besides the messages: replaced as a whole by every vault frame. */
export interface Vault {
  readonly users: Readonly<Record<string, UserSecret>>
  /** Free for emulators: switches of a family that survive a power cycle. */
  readonly settings: Readonly<Record<string, string>>
}

/** Everything that follows from the stored frames; the same fold runs live and on opening. */
export interface ElementState {
  lifecycle: 'uninitialized' | 'active' | 'disabled'
  description: string
  signatureCounter: number
  transactionCounter: number
  /** Milliseconds since 1970 of the newest message, 0 before the first. */
  lastLogTime: number
  readonly clients: Set<string>
  /** Open transactions with their clients. */
  readonly open: Map<number, string>
  readonly transactions: TransactionIndex
  /** Messages before this offset were erased by deleteStoredData. */
  erasedBefore: number
  /** Bytes the stored messages would take in the archive. */
  usedBytes: number
  vault: Vault
}

/** A device as it leaves the factory. */
export const blankState = (): ElementState => ({
  lifecycle: 'uninitialized',
  description: '',
  signatureCounter: 0,
  transactionCounter: 0,
  lastLogTime: 0,
  clients: new Set(),
  open: new Map(),
  transactions: new TransactionIndex(),
  erasedBefore: 0,
  usedBytes: 0,
  vault: { users: {}, settings: {} },
})

/** What the fold needs of one stored message. */
export interface AppliedLog {
  readonly content: LogContent
  readonly signatureCounter: number
  readonly logTime: Date
  readonly offset: number
  readonly length: number
}

/** Takes one stored message into the state. */
export const applyLog = (state: ElementState, log: AppliedLog): void => {
  state.signatureCounter = log.signatureCounter
  state.lastLogTime = log.logTime.getTime()
  const { content } = log
  if (content.kind === 'system') applySystem(state, content.operation, content.data, log.offset)
  if (content.kind === 'transaction') {
    const { operation, transactionNumber, clientId } = content
    if (operation === 'Start') {
      state.transactionCounter = transactionNumber
      state.open.set(transactionNumber, clientId)
      state.transactions.started(transactionNumber, log.offset)
    } else if (operation === 'Finish') {
      state.open.delete(transactionNumber)
      state.transactions.finished(transactionNumber, log.offset)
    }
  }
  state.usedBytes += archiveBytes(log.length)
}

const applySystem = (state: ElementState, operation: string, data: Uint8Array, offset: number): void => {
  switch (operation) {
    case 'initialize':
      state.lifecycle = 'active'
      state.description = systemText(data, 1)
      break
    case 'registerClient':
      state.clients.add(systemText(data, 1))
      break
    case 'deregisterClient':
      state.clients.delete(systemText(data, 1))
      break
    case 'deleteStoredData':
      state.erasedBefore = offset
      state.usedBytes = 0
      break
    case 'disableSecureElement':
      state.lifecycle = 'disabled'
      break
    default:
      break // logins, self-tests and times leave nothing behind that outlives the power
  }
}
