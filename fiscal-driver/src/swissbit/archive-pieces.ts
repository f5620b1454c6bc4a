import { err, ok, type Result } from '@brotkasten/domain/result'
import { TarCutter, type TarEntry } from '../archive/tar.ts'
import { parseLog } from '../log/parse-log.ts'
import type { Volume } from '../transport/block-file.ts'
import type { ArchiveRange } from '../tse.ts'
import type { SwissbitFailure } from './errors.ts'
import { readStore } from './store.ts'

const PIECE = 256 * 1024

/**
 * The archive, read straight from the store files. Filtered exports are not public, so the driver picks the entries
 * itself; the mailbox stays free, and sales go on meanwhile.
 */
export async function* archivePieces(
  volume: Volume,
  archiveSize: number,
  range: ArchiveRange,
): AsyncGenerator<Result<Uint8Array, SwissbitFailure>> {
  const cutter = new TarCutter()
  const size = Math.floor(archiveSize / 512) * 512
  for (let from = 0; from < size; from += PIECE) {
    const piece = await readStore(volume, from, Math.min(PIECE, size - from))
    if (!piece.ok) return yield piece
    const entries = cutter.feed(piece.value)
    if (!entries.ok) return yield err({ kind: 'garbage', detail: `the store: ${entries.error}` })
    for (const entry of entries.value) if (isWanted(entry, range)) yield ok(entry.blocks)
  }
}

/** System and audit logs belong to every client; certificates and the info file to every range. */
function isWanted({ name, content }: TarEntry, { from, to, clientId }: ArchiveRange): boolean {
  if (from === undefined && to === undefined && clientId === undefined) return true
  const log = name.endsWith('.log') ? parseLog(content) : null
  if (log === null || !log.ok) return true
  const { logTime, content: said } = log.value
  if ((from !== undefined && logTime < from) || (to !== undefined && logTime > to)) return false
  return clientId === undefined || said.kind !== 'transaction' || said.clientId === clientId
}
