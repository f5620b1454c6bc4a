import type { Result } from '@brotkasten/domain/result'

/** Names as printed in QR codes and DSFinV-K (`TSE_SIG_ALGO`). */
export type SignatureAlgorithm = 'ecdsa-plain-SHA256' | 'ecdsa-plain-SHA384' | 'ecdsa-plain-SHA512'

/** How a device writes `logTime` into its messages (DSFinV-K `TSE_ZEITFORMAT`). */
export type LogTimeFormat =
  | 'unixTime'
  | 'utcTime'
  | 'utcTimeWithSeconds'
  | 'generalizedTime'
  | 'generalizedTimeWithMilliseconds'

/** What a device is: fixed for its life. Binary fields are raw bytes. */
export interface TseIdentity {
  /** Maker and model in words; an emulator says so here. */
  readonly description: string
  /** True for anything without a certificate of the authority: receipts are marked visibly. */
  readonly emulated: boolean
  /** SHA-256 over the uncompressed public point, 64 lower-case hex digits. */
  readonly serial: string
  /** Uncompressed point 04‖X‖Y. */
  readonly publicKey: Uint8Array
  readonly algorithm: SignatureAlgorithm
  readonly logTimeFormat: LogTimeFormat
  /** DER certificates, the device's own first, then its issuers up to the root. */
  readonly certificates: readonly Uint8Array[]
  /** Certificate number without the prefix `BSI-K-TR-`, where there is one. */
  readonly certificationId: string | null
}

/** What a device says of its state now. */
export interface TseStatus {
  readonly lifecycle: 'uninitialized' | 'noTime' | 'active' | 'disabled'
  readonly signatureCounter: number
  readonly openTransactions: readonly number[]
  readonly maxOpenTransactions: number
  readonly clients: readonly string[]
  readonly maxClients: number
  /** Signatures the device can still make, where it tells. */
  readonly signaturesLeft: number | null
  /** End of the device certificate, UTC. */
  readonly certificateEnd: Date
  /** Seconds until the next self-test or time update is due, where the device asks for one. */
  readonly selfTestDueIn: number | null
  readonly timeUpdateDueIn: number | null
}

/** One signed log message as the device answered it. */
export interface Signed {
  readonly transactionNumber: number
  readonly signatureCounter: number
  /** Device time of this message, UTC, as precise as its log time format. */
  readonly logTime: Date
  readonly signature: Uint8Array
  /** The stored message byte for byte, where the device returns it. */
  readonly message: Uint8Array | null
}

/** Why a device did not do what it was asked. `retry` says whether the same call may succeed shortly. */
export interface TseFailure {
  readonly kind:
    | 'unreachable' // not there, unplugged, connection lost
    | 'timeout' // no answer in time: the outcome is unknown
    | 'busy'
    | 'garbage' // an answer that is no answer: the outcome is unknown
    | 'notReady' // not initialised, time not set, self-test due
    | 'unknownClient'
    | 'unknownTransaction'
    | 'full' // log memory, clients or open transactions exhausted
    | 'expired' // certificate end reached
    | 'disabled'
    | 'pin' // PIN wrong or blocked
    | 'refused' // any other error code of the device
  /** One sentence for the log, with the device's own code where there is one. */
  readonly detail: string
}

export type TseResult<T> = Promise<Result<T, TseFailure>>

/** Selection of an archive: everything, or a closed range of log times. */
export interface ArchiveRange {
  readonly from?: Date
  readonly to?: Date
  readonly clientId?: string
}

/**
 * A TSE as the box sees it: it never sees a receipt, only clientId, processType and processData.
 * Commands run one at a time; callers queue. An expected failure is a value; a method only throws on a bug.
 */
export interface Tse {
  /** Brings the device to work after power-up: session, self-test, time. Safe to repeat. `now` sets its clock. */
  open(now: Date): TseResult<TseIdentity>
  status(): TseResult<TseStatus>
  /** Sets the device clock (UTC); signed and counted by the device. */
  updateTime(now: Date): TseResult<void>
  selfTest(): TseResult<void>
  /** Registers a till under its serial number; registering it again is no error. */
  registerClient(clientId: string): TseResult<void>
  deregisterClient(clientId: string): TseResult<void>
  /** Starts a transaction with empty processType and processData (AEAO to § 146a, 2.2.2). */
  startTransaction(clientId: string): TseResult<Signed>
  finishTransaction(finish: {
    readonly clientId: string
    readonly transactionNumber: number
    readonly processType: string
    /** UTF-8 text, signed exactly as given. */
    readonly processData: string
  }): TseResult<Signed>
  /**
   * The Start and Finish messages of one transaction as stored, to learn after a crash or a time-out what the
   * device really did. Null where the device does not know it.
   */
  readTransaction(transactionNumber: number): TseResult<TransactionRecord | null>
  /** The log archive as a ustar stream (TR-03153), chunk by chunk. */
  exportArchive(range: ArchiveRange): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

/** A transaction as read back from the device's log; `finish` is null while it is open. */
export interface TransactionRecord {
  /** The client that started it: only that one may finish it. */
  readonly clientId: string
  readonly start: Signed
  readonly finish: FinishRecord | null
}

/** A Finish as read back from the device's log. */
export interface FinishRecord extends Signed {
  readonly clientId: string
  readonly processType: string
  readonly processData: string
}
