import { err, ok, type Result } from '@brotkasten/domain/result'
import { storedTransaction } from '../archive/stored-transaction.ts'
import { tarEntries } from '../archive/tar.ts'
import { concat } from '../transport/bytes.ts'
import type { ArchiveRange, TransactionRecord } from '../tse.ts'
import type { EpsonFailure } from './errors.ts'
import { EXPORT_COMPLETE } from './functions.ts'
import type { EpsonLink, EpsonResult } from './link.ts'
import type { EpsonLogin } from './login.ts'

type Piece = Result<Uint8Array, EpsonFailure>

/** The export of one transaction is a handful of messages and certificates; more than this is garbage. */
const LARGEST_RECORD = 4 * 1024 * 1024

/** Reads one transaction back; must run logged in as administrator. */
export async function readBack(
  link: EpsonLink,
  transactionNumber: number,
): EpsonResult<TransactionRecord | null> {
  const begun = await link.call('ExportFilteredByTransactionNumber', { clientId: '', transactionNumber })
  if (!begun.ok) return begun.error.code === NO_DATA ? ok(null) : begun
  const parts: Uint8Array[] = []
  for await (const piece of fetchAll(link)) {
    if (!piece.ok) return piece.error.code === NO_DATA ? ok(null) : piece
    parts.push(piece.value)
    if (parts.reduce((sum, { length }) => sum + length, 0) > LARGEST_RECORD) {
      await link.call('CancelExport', {})
      return err({ kind: 'garbage', detail: 'the export of one transaction does not end' })
    }
  }
  const entries = tarEntries(concat(parts))
  const found = entries.ok ? storedTransaction(entries.value, transactionNumber) : entries
  return found.ok
    ? found
    : err({ kind: 'garbage', detail: `transaction ${transactionNumber}: ${found.error}` })
}

const NO_DATA = 'TSE1_ERROR_EXPORT_NO_DATA_AVAILABLE'

/** An archive piece by piece. */
export async function* exportPieces(
  link: EpsonLink,
  login: EpsonLogin,
  range: ArchiveRange,
  now: Date,
): AsyncGenerator<Piece> {
  const begun = await login.asAdmin(link, () => begin(link, range, now))
  if (begun.ok) yield* fetchAll(link)
  else yield begun
}

const DAY = 86_400_000

async function begin(
  link: EpsonLink,
  { from, to, clientId = '' }: ArchiveRange,
  now: Date,
): EpsonResult<object> {
  if (from === undefined && to === undefined) return link.call('ArchiveExport', { clientId })
  const startDate = from ?? new Date(0)
  const endDate = to ?? new Date(now.getTime() + DAY)
  return link.call('ExportFilteredByPeriodOfTime', { clientId, startDate, endDate })
}

/** Pieces until the device says that was all; whatever ends earlier, the device must not stay in the export. */
async function* fetchAll(link: EpsonLink): AsyncGenerator<Piece> {
  let complete = false
  try {
    while (!complete) {
      const piece = await link.call('GetExportData', {})
      if (!piece.ok) return yield piece
      complete = piece.value.exportStatus === EXPORT_COMPLETE
      yield ok(piece.value.exportData)
    }
  } finally {
    if (link.isOpen)
      await (complete ? link.call('FinalizeExport', { deleteData: false }) : link.call('CancelExport', {}))
  }
}
