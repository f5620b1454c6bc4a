import type { Result } from '@brotkasten/domain/result'
import type { SwissbitFailure } from '../errors.ts'

export type WormResult<T> = Promise<Result<T, SwissbitFailure>>

/** What the maker's library tells of a device. Times in seconds. */
export interface WormInfo {
  readonly developmentFirmware: boolean
  /** 0 uninitialised, 1 initialised, 2 decommissioned. */
  readonly initialization: number
  readonly hasValidTime: boolean
  readonly hasPassedSelfTest: boolean
  readonly timeUntilNextSelfTest: number
  readonly timeUntilNextTimeSynchronization: number
  readonly maxStartedTransactions: number
  readonly createdSignatures: number
  readonly remainingSignatures: number
  readonly maxRegisteredClients: number
  readonly certificateExpirationDate: number
  readonly publicKey: Uint8Array
  readonly serialNumber: Uint8Array
  readonly description: string
}

export interface WormSigned {
  readonly transactionNumber: number
  readonly signatureCounter: number
  /** Unix seconds. */
  readonly logTime: number
  readonly signature: Uint8Array
}

export type WormUser = 1 | 2

/** Which part of the archive; without any, all of it. Times in unix seconds, both ends included. */
export interface WormSelection {
  readonly transactions?: { readonly from: number; readonly to: number }
  readonly period?: { readonly from: number; readonly to: number }
  readonly clientId?: string
}

/**
 * One device in the hands of the maker's library. Every call may block for a minute (self-test), and only one may run at
 * a time. The real one is made by `loadWormLibrary`; it belongs into a process of its own.
 */
export interface WormContext {
  info(): WormResult<WormInfo>
  runSelfTest(clientId: string): WormResult<void>
  login(user: WormUser, pin: string): WormResult<void>
  logout(user: WormUser): WormResult<void>
  updateTime(unixSeconds: number): WormResult<void>
  registerClient(clientId: string): WormResult<void>
  deregisterClient(clientId: string): WormResult<void>
  listRegisteredClients(): WormResult<readonly string[]>
  listStartedTransactions(): WormResult<readonly number[]>
  startTransaction(clientId: string, processData: Uint8Array, processType: string): WormResult<WormSigned>
  finishTransaction(
    clientId: string,
    transactionNumber: number,
    processData: Uint8Array,
    processType: string,
  ): WormResult<WormSigned>
  /** PEM. */
  logMessageCertificate(): WormResult<Uint8Array>
  exportTar(selection: WormSelection, write: (chunk: Uint8Array) => void): WormResult<void>
  close(): Promise<void>
}
