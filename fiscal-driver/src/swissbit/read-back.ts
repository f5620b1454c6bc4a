import { err, type Result } from '@brotkasten/domain/result'
import { storedTransaction } from '../archive/stored-transaction.ts'
import { startOfTar, type TarEntry, tarEntries } from '../archive/tar.ts'
import { parseLogName } from '../log/log-name.ts'
import { alignUpSector, type Volume } from '../transport/block-file.ts'
import type { TransactionRecord } from '../tse.ts'
import type { SwissbitFailure } from './errors.ts'
import { readStore } from './store.ts'

const FIRST_LOOK = 256 * 1024

/** What stands further back is not read into memory; the archive has it. */
const LAST_LOOK = 256 * 1024 * 1024

/**
 * Finds a transaction at the end of the archive, looking back twice as far each time: what one wants to read back is
 * nearly always young, and the store may hold gigabytes. Transaction numbers rise, so a Start with a lower number
 * inside the window means that the wanted one does not stand before it.
 */
export async function readBack(
  volume: Volume,
  archiveSize: number,
  wanted: number,
): Promise<Result<TransactionRecord | null, SwissbitFailure>> {
  const end = Math.floor(archiveSize / 512) * 512
  for (let look = FIRST_LOOK; look <= LAST_LOOK; look *= 2) {
    const from = Math.max(0, alignUpSector(end - look))
    const window = await readStore(volume, from, end - from)
    if (!window.ok) return window
    const entries = tarEntries(window.value.subarray(from === 0 ? 0 : startOfTar(window.value)))
    if (!entries.ok) return err({ kind: 'garbage', detail: `the store: ${entries.error}` })
    if (from > 0 && !entries.value.some(({ name }) => startsBefore(name, wanted))) continue
    const found = storedTransaction(mentioning(entries.value, wanted), wanted)
    return found.ok ? found : err({ kind: 'garbage', detail: `transaction ${wanted}: ${found.error}` })
  }
  return err({ kind: 'refused', detail: `transaction ${wanted} stands too far back in the store` })
}

const numberIn = (name: string): number | null => {
  const digits = /^Tra_No-(\d+)_/.exec(parseLogName(name)?.label ?? '')?.[1]
  return digits === undefined ? null : Number(digits)
}

function startsBefore(name: string, wanted: number): boolean {
  const number = numberIn(name)
  return number !== null && number < wanted && name.includes('_Start_')
}

const mentioning = (entries: readonly TarEntry[], wanted: number): TarEntry[] =>
  entries.filter(({ name }) => numberIn(name) === wanted)
