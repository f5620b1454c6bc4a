import { err, ok, type Result } from '@brotkasten/domain/result'
import {
  certificateFiles,
  type ElementLog,
  elementLogs,
  infoFile,
  logFile,
  openTar,
} from '../../emulation/element-archive.ts'
import type { LogMessage } from '../../log/log-message.ts'
import type { SecureElement } from '../../secure-element/secure-element.ts'
import { sameBytes } from '../../transport/bytes.ts'
import { type ExportName, type ExportRequest, UNSET } from '../commands.ts'
import type { ErrorName } from '../errors.ts'
import type { CardCore } from './core.ts'

export interface CardExport {
  readonly tar: Uint8Array
  /** Highest counter that has left the card without a gap when the host has read all of it. */
  readonly completeUpTo: number
}

type ExportHandlers = {
  readonly [N in ExportName]: (core: CardCore, request: ExportRequest<N>) => Result<CardExport, ErrorName>
}

/** The two exports; neither needs a login. */
export const EXPORT_HANDLERS: ExportHandlers = {
  exportData: (core, request) => {
    const chosen = selectors(request)
    if (chosen.length > 1) return err('parameterMismatch')
    const logs = logsOf(core, request)
    const limit = request.maxRecords ?? 0
    if (limit > 0 && logs.length > limit) return err('tooManyRecords')
    if (logs.length === 0) return err(chosen[0] === 'number' ? 'transactionNotFound' : 'noData')
    const whole = chosen.length === 0 && request.client === ''
    return ok(archive(core, logs, whole ? core.element.state.signatureCounter : 0))
  },

  exportMore: (core, { keySerial, previousCounter, maxRecords }) => {
    if (!sameBytes(keySerial, core.element.identity.serial)) return err('keyUnknown')
    const logs = laterLogs(core, previousCounter, maxRecords === 0 ? Number.POSITIVE_INFINITY : maxRecords)
    const last = logs.at(-1)
    if (last === undefined) return err('noData')
    core.exportMark = { counter: last.message.signatureCounter, end: last.end }
    return ok(archive(core, logs, last.message.signatureCounter))
  },
}

/** Goes on behind the last slice where the host asks for just that; from the beginning otherwise. */
function laterLogs({ element, exportMark }: CardCore, counter: number, limit: number): ElementLog[] {
  const found: ElementLog[] = []
  for (const log of elementLogs(element, exportMark.counter === counter ? exportMark.end : 0)) {
    if (found.length >= limit) break
    if (log.message.signatureCounter > counter) found.push(log)
  }
  return found
}

function archive(core: CardCore, logs: readonly ElementLog[], completeUpTo: number): CardExport {
  const files = [
    infoFile('emulated CryptoVision card', core.firmware),
    ...certificateFiles(core.element),
    ...logs.map(logFile),
  ]
  return { tar: openTar(files, core.now()), completeUpTo }
}

type DataRequest = ExportRequest<'exportData'>

/** Zero, all ones and an absent number all mean "not chosen". */
const isSet = (value: number | null, blank: number): boolean => value !== null && value !== blank

function selectors(request: DataRequest): ('number' | 'range' | 'time')[] {
  const { transactionNumber, firstTransaction, lastTransaction, from, to } = request
  return [
    isSet(transactionNumber, UNSET) && ('number' as const),
    (isSet(firstTransaction, 0) || isSet(lastTransaction, UNSET)) && ('range' as const),
    (isSet(from, 0) || isSet(to, UNSET)) && ('time' as const),
  ].filter((selector) => selector !== false)
}

/** System and audit logs belong to every selection by client or time, none to one by transaction. */
function logsOf({ element }: CardCore, request: DataRequest): ElementLog[] {
  const byTransaction = selectors(request).some((selector) => selector !== 'time')
  const place = placeOf(element, request)
  if (place === null) return []
  const wanted = ({ content, logTime }: LogMessage): boolean => {
    if (!isWithin(logTime.getTime() / 1000, request.from ?? 0, request.to ?? UNSET)) return false
    if (content.kind !== 'transaction') return !byTransaction
    if (request.client !== '' && content.clientId !== request.client) return false
    const { transactionNumber } = request
    if (isSet(transactionNumber, UNSET)) return content.transactionNumber === transactionNumber
    return isWithin(
      content.transactionNumber,
      request.firstTransaction ?? 0,
      request.lastTransaction ?? UNSET,
    )
  }
  const found: ElementLog[] = []
  for (const log of elementLogs(element, place.from)) {
    if (wanted(log.message)) found.push(log)
    if (log.end > place.to) break
  }
  return found
}

const isWithin = (value: number, first: number, last: number): boolean =>
  value >= first && (value <= last || last === UNSET)

/** Where the wanted messages can stand; null where the transaction does not exist. */
function placeOf(
  { state }: SecureElement,
  { transactionNumber }: DataRequest,
): { readonly from: number; readonly to: number } | null {
  if (!isSet(transactionNumber, UNSET)) return { from: 0, to: Number.POSITIVE_INFINITY }
  const place = state.transactions.find(transactionNumber ?? 0)
  return place === null ? null : { from: place.start, to: place.finish ?? Number.POSITIVE_INFINITY }
}
