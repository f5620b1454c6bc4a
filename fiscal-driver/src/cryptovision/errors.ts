import type { TseFailure } from '../tse.ts'

/** A failure with the card's own code, where it gave one. */
export interface CardFailure extends TseFailure {
  readonly code?: number
}

/** Error codes of the card: what they say and what they are to the box. */
export const ERRORS = {
  secureElementCommunication: [0x8000, 'communication with the secure element failed', 'refused'],
  commandInvalid: [0x8001, 'command data invalid', 'refused'],
  responseInvalid: [0x8002, 'response data invalid', 'refused'],
  systemLogFailed: [0x8003, 'signing the system log failed', 'refused'],
  retrieveLogFailed: [0x8004, 'retrieving the log failed', 'refused'],
  storageFailure: [0x8005, 'storage failure', 'refused'],
  secureElementDisabled: [0x8006, 'secure element disabled', 'disabled'],
  notAuthorised: [0x8007, 'user not authorised', 'refused'],
  notAuthenticated: [0x8008, 'user not authenticated', 'refused'],
  notInitialised: [0x8009, 'not initialised', 'notReady'],
  updateTimeFailed: [0x800a, 'update of the time failed', 'refused'],
  userUnknown: [0x800b, 'user id not managed', 'refused'],
  startFailed: [0x800c, 'start of the transaction failed', 'refused'],
  certificateExpired: [0x800d, 'certificate expired', 'expired'],
  noSuchTransaction: [0x800e, 'no such open transaction', 'unknownTransaction'],
  updateFailed: [0x800f, 'update of the transaction failed', 'refused'],
  finishFailed: [0x8010, 'finish of the transaction failed', 'refused'],
  timeNotSet: [0x8011, 'time not set', 'notReady'],
  clientUnknown: [0x8012, 'client unknown', 'unknownClient'],
  keyUnknown: [0x8013, 'key unknown', 'refused'],
  notDeactivated: [0x8014, 'not deactivated', 'refused'],
  noData: [0x8015, 'no data available', 'refused'],
  tooManyRecords: [0x8016, 'too many records', 'refused'],
  unexportedData: [0x8017, 'data not exported yet', 'refused'],
  parameterMismatch: [0x8018, 'parameter mismatch', 'refused'],
  idNotFound: [0x8019, 'id not found', 'refused'],
  transactionNotFound: [0x801a, 'transaction number not found', 'unknownTransaction'],
  deactivated: [0x801b, 'deactivated', 'disabled'],
  fragmentation: [0x801c, 'fragmentation or transport', 'refused'],
  startMissing: [0x801d, 'Start missing', 'notReady'],
  noStorage: [0x801e, 'log memory low or no more client slots', 'full'],
} as const satisfies Record<string, readonly [number, string, TseFailure['kind']]>

export type ErrorName = keyof typeof ERRORS

export const codeOf = (name: ErrorName): number => ERRORS[name][0]

const byCode = new Map<number, readonly [number, string, TseFailure['kind']]>(
  Object.values(ERRORS).map((entry) => [entry[0], entry]),
)

/** What an error code means for the caller of `what`. */
export function failureOf(code: number, what: string): CardFailure {
  const [, words, kind] = byCode.get(code) ?? [code, 'a code without a published meaning', 'refused' as const]
  return { kind, detail: `${what}: ${words} (${code.toString(16)})`, code }
}
