import { err, ok } from '@brotkasten/domain/result'
import { joinPem } from '../../archive/certificates.ts'
import { certificateFiles, elementLogs, infoFile, logFile, openTar } from '../../emulation/element-archive.ts'
import { exportArchive } from '../../secure-element/export-archive.ts'
import { algorithmOf } from '../../secure-element/signer.ts'
import { TAR_END } from '../../secure-element/ustar.ts'
import { concat, utf8 } from '../../transport/bytes.ts'
import type { ArchiveRange } from '../../tse.ts'
import { EXPORT_COMPLETE, type TseInformation } from '../functions.ts'
import { type Desk, nothing, type Outcome } from './desk.ts'
import type { EmulatedFunctions } from './functions.ts'

export const isExporting = (desk: Desk): boolean => desk.running !== null

const INFO = { description: 'emulated Epson TSE', manufacturer: 'Brotkasten Simulator', version: '1' }

/** State, certificates and exports. */
export const exportFunctions = {
  GetStorageInfo: (desk) => ok({ tseInformation: information(desk) }),

  GetLogMessageCertificate: ({ element }) =>
    ok({ logMessageCertificate: utf8(joinPem(element.identity.certificates)) }),

  ArchiveExport: (desk, { clientId }) => begin(desk, rangeOf({}, clientId)),

  ExportFilteredByPeriodOfTime: (desk, { clientId, startDate: from, endDate: to }) =>
    begin(desk, rangeOf({ from, to }, clientId)),

  ExportFilteredByTransactionNumber: (desk, { transactionNumber: number }) =>
    beginNumbers(desk, number, number),

  ExportFilteredByTransactionNumberInterval: (desk, request) =>
    beginNumbers(desk, request.startTransactionNumber, request.endTransactionNumber),

  GetExportData: async (desk) => {
    if (desk.running === null) return err('OTHER_ERROR_NO_EXPORT_STARTED')
    const piece = await desk.running.next()
    return piece.done === true
      ? ok({ exportData: new Uint8Array(0), exportStatus: EXPORT_COMPLETE })
      : ok({ exportData: piece.value, exportStatus: 'EXPORT_INCOMPLETE' })
  },

  FinalizeExport: (desk, { deleteData }) => {
    desk.running = null
    return deleteData ? desk.answer(desk.element.deleteStoredData('Admin', desk.now()), nothing) : ok({})
  },

  CancelExport: (desk) => {
    desk.running = null
    return ok({})
  },

  DisableSecureElement: (desk) =>
    desk.admin
      ? desk.answer(desk.element.disable(desk.now()), nothing)
      : err('OTHER_ERROR_UNAUTHENTICATED_ADMIN_USER'),
} satisfies Partial<EmulatedFunctions>

const rangeOf = (range: ArchiveRange, clientId: string): ArchiveRange =>
  clientId === '' ? range : { ...range, clientId }

function begin(desk: Desk, range: ArchiveRange): Outcome<object> {
  if (!desk.admin) return err('OTHER_ERROR_UNAUTHENTICATED_ADMIN_USER')
  if (isExporting(desk)) return err('OTHER_ERROR_CURRENTLY_EXPORTING')
  desk.running = exportArchive(desk.element, range, INFO, desk.now())
  return ok({})
}

function beginNumbers(desk: Desk, first: number, last: number): Outcome<object> {
  if (!desk.admin) return err('OTHER_ERROR_UNAUTHENTICATED_ADMIN_USER')
  if (isExporting(desk)) return err('OTHER_ERROR_CURRENTLY_EXPORTING')
  const place = desk.element.state.transactions.find(first)
  const logs = place === null ? [] : [...elementLogs(desk.element, place.start)]
  const wanted = logs.filter(
    ({ message: { content } }) =>
      content.kind === 'transaction' &&
      content.transactionNumber >= first &&
      content.transactionNumber <= last,
  )
  if (wanted.length === 0) return err('TSE1_ERROR_EXPORT_NO_DATA_AVAILABLE')
  const files = [
    infoFile(INFO.description, INFO.version),
    ...certificateFiles(desk.element),
    ...wanted.map(logFile),
  ]
  const tar = concat([openTar(files, desk.now()), TAR_END])
  desk.running = pieces(tar)
  return ok({})
}

const PIECE = 16 * 1024

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE)
}

const STATES = { uninitialized: 'UNINITIALIZED', active: 'INITIALIZED', disabled: 'DECOMMISSIONED' } as const

function information({ element, printer }: Desk): TseInformation {
  const { state, identity, config } = element
  const { timeSet, timeDueIn, selfTestDueIn } = element.situation(printer.now())
  return {
    vendorType: 'TSE1',
    tseInitializationState: STATES[state.lifecycle],
    hasValidTime: timeSet && timeDueIn !== 0,
    hasPassedSelfTest: selfTestDueIn !== 0,
    timeUntilNextSelfTest: selfTestDueIn ?? 0,
    maxUpdateDelay: config.timeUpdateEvery ?? 0,
    maxStartedTransactions: config.limits.openTransactions,
    createdSignatures: state.signatureCounter,
    remainingSignatures: Math.max(0, config.limits.signatures - state.signatureCounter),
    maxRegisteredClients: config.limits.clients,
    certificateExpirationDate: identity.certificateEnd,
    serialNumber: identity.serial,
    tsePublicKey: identity.point,
    signatureAlgorithm: algorithmName(element),
    tseDescription: 'emulated Epson TSE',
  }
}

const algorithmName = (element: Desk['element']): string => algorithmOf(element.identity).name
