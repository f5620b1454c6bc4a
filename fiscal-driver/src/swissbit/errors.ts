import type { TseFailure } from '../tse.ts'

/** A failure with the device's own status, where it gave one. */
export interface SwissbitFailure extends TseFailure {
  readonly code?: number
}

/** Status codes of the device; the host library uses the same ones. */
export const ERRORS = {
  unknown: [0x1001, 'unknown error', 'refused'],
  noTime: [0x1002, 'no time', 'notReady'],
  noTransactionInProgress: [0x1004, 'no transaction in progress', 'refused'],
  syntax: [0x1005, 'syntax', 'refused'],
  notEnoughData: [0x1006, 'not enough data written', 'busy'],
  invalidParameter: [0x1007, 'invalid parameter', 'refused'],
  transactionNotStarted: [0x1008, 'transaction not started', 'unknownTransaction'],
  transactionsFull: [0x1009, 'most open transactions reached', 'full'],
  certificateExpired: [0x100a, 'certificate expired', 'expired'],
  notAllowed: [0x100d, 'not allowed in this state', 'refused'],
  signaturesFull: [0x100e, 'signatures exceeded', 'full'],
  notAuthorised: [0x100f, 'not authorised', 'refused'],
  clientsFull: [0x1010, 'most clients reached', 'full'],
  clientUnknown: [0x1011, 'client not registered', 'unknownClient'],
  unexportedData: [0x1012, 'unexported data', 'refused'],
  clientHasTransactions: [0x1013, 'the client has open transactions', 'refused'],
  deviceHasTransactions: [0x1014, 'the device has open transactions', 'refused'],
  nothingToFetch: [0x1015, 'nothing to fetch', 'refused'],
  exportInProgress: [0x1016, 'export in progress', 'busy'],
  storeFull: [0x1017, 'store full', 'full'],
  pukChangeNeeded: [0x1050, 'the PUK must be changed', 'notReady'],
  pinChangeNeeded: [0x1051, 'the PIN must be changed', 'notReady'],
  ctssInactive: [0x1053, 'CTSS interface inactive', 'notReady'],
  selfTestNeeded: [0x1054, 'self-test needed', 'notReady'],
  selfTestNotPassed: [0x1055, 'self-test not passed', 'notReady'],
  alreadyInitialised: [0x10fd, 'already initialised', 'refused'],
  decommissioned: [0x10fe, 'decommissioned', 'disabled'],
  notInitialised: [0x10ff, 'not initialised', 'notReady'],
  wrongPin: [0x1100, 'wrong PIN', 'pin'],
  pinBlocked: [0x1201, 'PIN blocked', 'pin'],
  selfTestFailed: [0x1300, 'self-test failed', 'refused'],
  unknownCommand: [0xf000, 'unknown command', 'refused'],
  signing: [0xff00, 'signing error', 'refused'],
} as const satisfies Record<string, readonly [number, string, TseFailure['kind']]>

export type ErrorName = keyof typeof ERRORS

export const codeOf = (name: ErrorName): number => ERRORS[name][0]

const byCode = new Map<number, readonly [number, string, TseFailure['kind']]>(
  Object.values(ERRORS).map((entry) => [entry[0], entry]),
)

export function failureOf(code: number, what: string): SwissbitFailure {
  const [, words, kind] = byCode.get(code) ?? [code, 'a status without a known meaning', 'refused' as const]
  return { kind, detail: `${what}: ${words} (${code.toString(16)})`, code }
}
