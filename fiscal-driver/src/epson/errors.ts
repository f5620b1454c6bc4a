import type { TseFailure } from '../tse.ts'

/** A failure with the device's own name for it. */
export interface EpsonFailure extends TseFailure {
  readonly code?: string
}

/** What the error names mean to the box; `TSE1_ERROR_*` are the codes of the Swissbit device inside, one to one. */
const KINDS: Readonly<Record<string, TseFailure['kind']>> = {
  DEVICE_NOT_FOUND: 'unreachable',
  DEVICE_NOT_OPEN: 'unreachable',
  DEVICE_IN_USE: 'busy',
  DEVICE_OPEN_ERROR: 'unreachable',
  OTHER_ERROR_UNKNOWN_STORAGE: 'unreachable',
  OTHER_ERROR_NO_STORAGE_FOUND: 'unreachable',
  OTHER_ERROR_HOST_AUTHENTICATION_FAILED: 'pin',
  OTHER_ERROR_CURRENTLY_EXPORTING: 'busy',
  OTHER_ERROR_CURRENTLY_EXPORTING_USER: 'busy',
  TSE1_ERROR_NO_TSE: 'unreachable',
  TSE1_ERROR_IO: 'unreachable',
  TSE1_ERROR_TIMEOUT: 'timeout',
  TSE1_ERROR_INVALID_RESPONSE: 'garbage',
  TSE1_ERROR_RESPONSE_MISSING: 'garbage',
  TSE1_ERROR_STORE_FULL_INTERNAL: 'full',
  TSE1_ERROR_STORE_FULL: 'full',
  TSE1_ERROR_MAX_PARALLEL_TRANSACTIONS: 'full',
  TSE1_ERROR_MAX_REGISTERED_CLIENTS_REACHED: 'full',
  TSE1_ERROR_TRANSACTION_SIGNATURES_EXCEEDED: 'full',
  TSE1_ERROR_NO_TIME_SET: 'notReady',
  TSE1_ERROR_POWER_CYCLE_DETECTED: 'notReady',
  TSE1_ERROR_WRONG_STATE_NEEDS_TSE_UNLOCK: 'notReady',
  TSE1_ERROR_WRONG_STATE_NEEDS_SELF_TEST: 'notReady',
  TSE1_ERROR_WRONG_STATE_NEEDS_SELF_TEST_PASSED: 'notReady',
  TSE1_ERROR_TSE_NOT_INITIALIZED: 'notReady',
  TSE1_ERROR_TRANSACTION_NOT_STARTED: 'unknownTransaction',
  TSE1_ERROR_NO_TRANSACTION_IN_PROGRESS: 'unknownTransaction',
  TSE1_ERROR_CERTIFICATE_EXPIRED: 'expired',
  TSE1_ERROR_CLIENT_NOT_REGISTERED: 'unknownClient',
  TSE1_ERROR_NOT_ALLOWED_EXPORT_IN_PROGRES: 'busy',
  TSE1_ERROR_TSE_DECOMMISSIONED: 'disabled',
  TSE1_ERROR_AUTHENTICATION_FAILED: 'pin',
  TSE1_ERROR_AUTHENTICATION_PIN_BLOCKED: 'pin',
}

/** What a name means for the caller of `what`. */
export const failureOf = (code: string, what: string): EpsonFailure => ({
  kind: KINDS[code] ?? 'refused',
  detail: `${what}: ${code}`,
  code,
})
