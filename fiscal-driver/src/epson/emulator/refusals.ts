import type { Refusal } from '../../emulation/refusal.ts'

/** The device's names for what its heart refuses. */
export const REFUSALS: Readonly<Record<Refusal, string>> = {
  notInitialised: 'TSE1_ERROR_TSE_NOT_INITIALIZED',
  disabled: 'TSE1_ERROR_TSE_DECOMMISSIONED',
  selfTestDue: 'TSE1_ERROR_WRONG_STATE_NEEDS_SELF_TEST',
  timeNotSet: 'TSE1_ERROR_NO_TIME_SET',
  expired: 'TSE1_ERROR_CERTIFICATE_EXPIRED',
  clientUnknown: 'TSE1_ERROR_CLIENT_NOT_REGISTERED',
  transactionUnknown: 'TSE1_ERROR_TRANSACTION_NOT_STARTED',
  clientsFull: 'TSE1_ERROR_MAX_REGISTERED_CLIENTS_REACHED',
  transactionsFull: 'TSE1_ERROR_MAX_PARALLEL_TRANSACTIONS',
  signaturesFull: 'TSE1_ERROR_TRANSACTION_SIGNATURES_EXCEEDED',
  storeFull: 'TSE1_ERROR_STORE_FULL',
  unfinishedTransactions: 'TSE1_ERROR_TSE_HAS_UNFINISHED_TRANSACTIONS',
  parameter: 'TSE1_ERROR_INVALID_PARAMETER',
  storage: 'TSE1_ERROR_IO',
}
