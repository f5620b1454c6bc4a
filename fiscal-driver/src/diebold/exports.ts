import { err, ok, type Result } from '@brotkasten/domain/result'
import { storedTransaction } from '../archive/stored-transaction.ts'
import { tarEntries } from '../archive/tar.ts'
import { concat } from '../transport/bytes.ts'
import type { ArchiveRange, TransactionRecord } from '../tse.ts'
import { Base64Parameters } from './base64-parameters.ts'
import { codeOf, type DnFailure } from './errors.ts'
import type { DnResult } from './link.ts'
import { type DnSession, MANAGEMENT_CLIENT } from './session.ts'

/** Reads one transaction back by exporting just that one. */
export async function readBack(
  session: DnSession,
  transactionNumber: number,
): DnResult<TransactionRecord | null> {
  const managed = await session.use(MANAGEMENT_CLIENT)
  if (!managed.ok) return managed
  const { link, slot } = session
  const number = String(transactionNumber).padStart(10, '0')
  const tar = await link.call('exportByNumber', { slot, number, client: '' })
  if (link.isOpen) await link.call('resetExport', { slot })
  if (!tar.ok) return isUnknown(tar.error) ? ok(null) : tar
  const entries = tarEntries(concat(tar.value.parts))
  const found = entries.ok ? storedTransaction(entries.value, transactionNumber) : entries
  return found.ok
    ? found
    : err({ kind: 'garbage', detail: `transaction ${transactionNumber}: ${found.error}` })
}

const isUnknown = ({ code }: DnFailure): boolean =>
  code === codeOf('noData') || code === codeOf('noTransaction')

/** An archive piece by piece. It comes as base64 in a buffer of the device and is decoded as it arrives. */
export async function* exportPieces(
  session: DnSession,
  range: ArchiveRange,
  now: Date,
): AsyncGenerator<Result<Uint8Array, DnFailure>> {
  const managed = await session.use(MANAGEMENT_CLIENT)
  if (!managed.ok) return yield managed
  const decoder = new Base64Parameters()
  try {
    for await (const packet of packetsOf(session, range, now)) {
      if (!packet.ok) return yield packet
      const bytes = decoder.feed(packet.value)
      if (bytes === null) return yield garbage('the archive is no base64')
      if (bytes.length > 0) yield ok(bytes)
    }
    if (!decoder.isComplete) yield garbage('the archive ends in the middle')
  } finally {
    if (session.link.isOpen) await session.link.call('resetExport', { slot: session.slot })
  }
}

const DAY = 86_400_000

function packetsOf(
  { link, slot }: DnSession,
  { from, to, clientId: client = '' }: ArchiveRange,
  now: Date,
): AsyncGenerator<Result<Uint8Array, DnFailure>> {
  if (from === undefined && to === undefined && client === '') return link.packets('exportAll', { slot })
  const period = { from: from ?? new Date(0), to: to ?? new Date(now.getTime() + DAY) }
  return link.packets('exportByPeriod', { slot, ...period, client })
}

const garbage = (detail: string) => err<DnFailure>({ kind: 'garbage', detail })
