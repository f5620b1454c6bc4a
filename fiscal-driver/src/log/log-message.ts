import type { LogTimeFormat } from '../tse.ts'

/** Operation of a transaction log without the suffix `Transaction`. */
export type TransactionOperation = 'Start' | 'Update' | 'Finish'

/** What the till asked to be signed. */
export interface TransactionContent {
  readonly kind: 'transaction'
  readonly operation: TransactionOperation
  readonly clientId: string
  /** UTF-8 as handed over; empty at Start. */
  readonly processData: Uint8Array
  /** Devices leave it out, empty or a blank at Start; null where the element is absent. */
  readonly processType: string | null
  readonly externalData: Uint8Array | null
  readonly transactionNumber: number
  readonly internalData: Uint8Array | null
}

/** What the device did to itself. */
export interface SystemContent {
  readonly kind: 'system'
  readonly operation: string
  /** Content of systemOperationData (version 3: eventData), without a header of its own. */
  readonly data: Uint8Array
  /** Version 3 only: eventOrigin and eventTriggeredByUser. */
  readonly origin: string | null
  readonly user: string | null
}

/** What the security element records about itself. */
export interface AuditContent {
  readonly kind: 'audit'
  readonly data: Uint8Array
}

export type LogContent = TransactionContent | SystemContent | AuditContent

/** What every message carries besides its content. */
export interface LogHeader {
  readonly version: 2 | 3
  /** SHA-256 of the public key point. */
  readonly serial: Uint8Array
  /** Dotted object identifier of the signature algorithm. */
  readonly algorithmOid: string
  readonly signatureCounter: number
  readonly logTime: Date
  readonly logTimeFormat: LogTimeFormat
}

/** A stored log message, read. */
export interface LogMessage extends LogHeader {
  readonly content: LogContent
  readonly signature: Uint8Array
  /** The signed bytes: a view on the stored ones, never re-encoded (TR-03151). */
  readonly signedBytes: Uint8Array
}

/** Kind of log as its last arc under 0.4.0.127.0.7.3.7.1. */
export const logKindArcs = { transaction: 1, system: 2, audit: 3 } as const

/** Prefix of certifiedDataType. */
export const CERTIFIED_DATA = '0.4.0.127.0.7.3.7.1'
