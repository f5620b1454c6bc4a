import type { TseFailure } from '../tse.ts'

/** A failure with the device's own status word, where it gave one. */
export interface DnFailure extends TseFailure {
  readonly code?: number
}

/** Status words of the device: what they say and what they are to the box. */
export const ERRORS = {
  fail: [0x0001, 'failed', 'refused'],
  powerFail: [0x0002, 'power failed', 'notReady'],
  unknownCommand: [0x0003, 'unknown command', 'refused'],
  commandTooLong: [0x0004, 'command too long', 'refused'],
  footer: [0x0005, 'command footer', 'refused'],
  wrongOrder: [0x0006, 'wrong order of commands', 'refused'],
  parameterCount: [0x0007, 'wrong count of parameters', 'refused'],
  parameterValue: [0x0008, 'wrong value of a parameter', 'refused'],
  notInitialised: [0x0100, 'not initialised', 'notReady'],
  timeNotSet: [0x0101, 'time not set', 'notReady'],
  certificateExpired: [0x0102, 'certificate expired', 'expired'],
  disabled: [0x0103, 'disabled', 'disabled'],
  commandFailed: [0x0104, 'command failed', 'refused'],
  systemLogFailed: [0x0105, 'signing the system log failed', 'refused'],
  retrieveLogFailed: [0x0106, 'retrieving the log failed', 'refused'],
  storage: [0x0107, 'storage failure', 'full'],
  noTransaction: [0x0108, 'no such transaction', 'unknownTransaction'],
  clientNotSet: [0x010a, 'client id not set', 'refused'],
  noData: [0x010b, 'no data available', 'refused'],
  selfTestRequired: [0x010c, 'self-test required', 'notReady'],
  noLogMessage: [0x010d, 'no log message', 'refused'],
  unsupportedCard: [0x010f, 'unsupported crypto card', 'refused'],
  notAuthorised: [0x0110, 'user not authorised', 'pin'],
  notAuthenticated: [0x0111, 'user not authenticated', 'pin'],
  userUnknown: [0x0112, 'user id not managed', 'pin'],
  clientNotRegistered: [0x0115, 'client not registered', 'unknownClient'],
  cardNotFound: [0x0116, 'crypto card not found', 'unreachable'],
  transactionsFull: [0x0117, 'most open transactions reached', 'full'],
  signaturesFull: [0x0118, 'most signatures reached', 'full'],
  clientsFull: [0x0119, 'most clients reached', 'full'],
  clientHasTransactions: [0x011a, 'the client has unfinished transactions', 'refused'],
  deviceHasTransactions: [0x011b, 'the device has unfinished transactions', 'refused'],
  exportCorrupt: [0x011c, 'export buffer corrupt', 'refused'],
} as const satisfies Record<string, readonly [number, string, TseFailure['kind']]>

export type ErrorName = keyof typeof ERRORS

export const codeOf = (name: ErrorName): number => ERRORS[name][0]

const byCode = new Map<number, readonly [number, string, TseFailure['kind']]>(
  Object.values(ERRORS).map((entry) => [entry[0], entry]),
)

/** What a status word means for the caller of `what`. */
export function failureOf(code: number, what: string): DnFailure {
  const [, words, kind] = byCode.get(code) ?? [
    code,
    'a status word without a known meaning',
    'refused' as const,
  ]
  return { kind, detail: `${what}: ${words} (${code.toString(16).padStart(4, '0')})`, code }
}
