import { err, ok, type Result } from '@brotkasten/domain/result'
import { storedTransaction } from '../archive/stored-transaction.ts'
import { tarEntries } from '../archive/tar.ts'
import { utf8 } from '../transport/bytes.ts'
import type { Signed, TransactionRecord } from '../tse.ts'
import { UNSET } from './commands.ts'
import { type CardFailure, codeOf } from './errors.ts'
import { BLOCK_ROOM } from './frame.ts'
import type { CardSession } from './session.ts'
import { call, callExport } from './talk.ts'

type CardResult<T> = Promise<Result<T, CardFailure>>

const EMPTY = new Uint8Array(0)

/** Starts with empty processData and processType, as AEAO to § 146a, 2.2.2 wants it. */
export async function start({ exchange }: CardSession, client: string): CardResult<Signed> {
  const request = { client, processData: EMPTY, processType: '', additionalData: EMPTY }
  const answer = await call(exchange, 'startTransaction', request)
  return answer.ok ? ok(signedOf(answer.value.transactionNumber, answer.value)) : answer
}

export interface Finish {
  readonly clientId: string
  readonly transactionNumber: number
  readonly processType: string
  readonly processData: string
}

/** Longest texts that fit: STRING is limited by the protocol, processData by the window less the other fields. */
const LONGEST_TEXT = 512
const LONGEST_DATA = BLOCK_ROOM - 3 * LONGEST_TEXT

export async function finish({ exchange }: CardSession, wanted: Finish): CardResult<Signed> {
  const { clientId: client, transactionNumber, processType } = wanted
  const processData = utf8(wanted.processData)
  if (processData.length > LONGEST_DATA || utf8(processType).length > LONGEST_TEXT) {
    return err({ kind: 'refused', detail: `finish: ${processData.length} bytes of processData are too long` })
  }
  const request = { transactionNumber, client, processData, processType, additionalData: EMPTY }
  const answer = await call(exchange, 'finishTransaction', request)
  return answer.ok ? ok(signedOf(transactionNumber, answer.value)) : answer
}

interface SignedReply {
  readonly signatureCounter: number
  readonly logTime: number
  readonly signature: Uint8Array
}

/** The card answers times in unix seconds, whatever the format in its logs. */
const signedOf = (
  transactionNumber: number,
  { signatureCounter, logTime, signature }: SignedReply,
): Signed => ({
  transactionNumber,
  signatureCounter,
  logTime: new Date(logTime * 1000),
  signature,
  message: null,
})

/** Reads a transaction back from the log by exporting just that one. */
export async function readBack(
  { exchange }: CardSession,
  number: number,
): CardResult<TransactionRecord | null> {
  const tar = await callExport(exchange, 'exportData', {
    client: '',
    transactionNumber: number,
    firstTransaction: 0,
    lastTransaction: UNSET,
    from: 0,
    to: UNSET,
    maxRecords: 0,
  })
  if (!tar.ok) return isUnknown(tar.error) ? ok(null) : tar
  const entries = tarEntries(tar.value)
  const found = entries.ok ? storedTransaction(entries.value, number) : entries
  return found.ok
    ? found
    : err({ kind: 'garbage', detail: `export of transaction ${number}: ${found.error}` })
}

const UNKNOWN: readonly number[] = [
  codeOf('transactionNotFound'),
  codeOf('noData'),
  codeOf('noSuchTransaction'),
]

const isUnknown = ({ code }: CardFailure): boolean => code !== undefined && UNKNOWN.includes(code)
