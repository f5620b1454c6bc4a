import { err, ok, type Result } from '@brotkasten/domain/result'
import { type TarEntry, tarEntries } from '../archive/tar.ts'
import { parseLogName } from '../log/log-name.ts'
import type { ArchiveRange } from '../tse.ts'
import { UNSET } from './commands.ts'
import { type CardFailure, codeOf } from './errors.ts'
import type { CardSession } from './session.ts'
import { callExport } from './talk.ts'

type CardResult<T> = Promise<Result<T, CardFailure>>

/** Runs one slice inside the mutex of the device, so that sales get their turn between two slices. */
export type InTurn = <T>(what: string, work: (session: CardSession) => CardResult<T>) => CardResult<T>

/**
 * An archive in slices of about a second each. A whole export may take an hour at 0.8 MB/s, and no till must wait for
 * it; the tars of the slices are joined, their info file and certificates taken once.
 */
export async function* exportSlices(
  inTurn: InTurn,
  range: ArchiveRange,
  slice: SliceSize,
): AsyncGenerator<Result<readonly TarEntry[], CardFailure>> {
  const slices = isWhole(range) ? byCounter(inTurn, slice.records) : byTime(inTurn, range, slice.bytes)
  const seen = new Set<string>()
  for await (const found of slices) {
    if (!found.ok) {
      yield found
      return
    }
    const fresh = found.value.filter(({ name }) => !seen.has(name))
    for (const { name } of fresh) if (parseLogName(name) === null) seen.add(name)
    yield ok(fresh)
  }
}

export interface SliceSize {
  /** Log messages per slice of a whole export. */
  readonly records: number
  /** Bytes a slice of a time range should stay below; the next one is made shorter or longer by it. */
  readonly bytes: number
}

/** 250 messages are about 300 KB: 40 blocks, under a second at 20 ms per block. */
export const DEFAULT_SLICE: SliceSize = { records: 250, bytes: 256 * 1024 }

const isWhole = ({ from, to, clientId }: ArchiveRange): boolean =>
  from === undefined && to === undefined && clientId === undefined

/** Everything, from signature counter to signature counter. */
async function* byCounter(
  inTurn: InTurn,
  maxRecords: number,
): AsyncGenerator<Result<readonly TarEntry[], CardFailure>> {
  for (let previousCounter = 0; ; ) {
    const found = await inTurn('exportMore', async (session) =>
      entriesOf(
        await callExport(session.exchange, 'exportMore', {
          keySerial: session.keySerial,
          previousCounter,
          maxRecords,
        }),
      ),
    )
    if (!found.ok) return yield found
    const highest = highestCounter(found.value, previousCounter)
    if (highest === previousCounter) return
    previousCounter = highest
    yield found
  }
}

const highestCounter = (entries: readonly TarEntry[], least: number): number =>
  entries.reduce((most, { name }) => Math.max(most, parseLogName(name)?.signatureCounter ?? 0), least)

const HOUR = 3600

/** A range of log times in windows that follow each other; empty stretches are passed in ever longer strides. */
async function* byTime(
  inTurn: InTurn,
  { from, to, clientId }: ArchiveRange,
  wantedBytes: number,
): AsyncGenerator<Result<readonly TarEntry[], CardFailure>> {
  const last = to === undefined ? UNSET : Math.floor(to.getTime() / 1000)
  let width = HOUR
  for (let first = from === undefined ? 0 : Math.ceil(from.getTime() / 1000); first <= last; ) {
    const end = Math.min(first + width - 1, last)
    const window = { client: clientId ?? '', from: first, to: end }
    const found = await inTurn('exportData', async ({ exchange }) =>
      entriesOf(await callExport(exchange, 'exportData', { ...EVERYTHING, ...window })),
    )
    if (!found.ok) return yield found
    width = nextWidth(width, size(found.value), wantedBytes)
    first = end + 1
    if (found.value.length > 0) yield found
  }
}

const EVERYTHING = {
  transactionNumber: UNSET,
  firstTransaction: 0,
  lastTransaction: UNSET,
  maxRecords: 0,
} as const

const nextWidth = (width: number, bytes: number, wanted: number): number =>
  bytes < wanted / 2 ? width * 2 : bytes > wanted ? Math.max(1, Math.floor(width / 2)) : width

const size = (entries: readonly TarEntry[]): number =>
  entries.reduce((sum, { blocks }) => sum + blocks.length, 0)

/** An export without any data is an empty one. */
function entriesOf(tar: Result<Uint8Array, CardFailure>): Result<readonly TarEntry[], CardFailure> {
  if (!tar.ok) return tar.error.code === codeOf('noData') ? ok([]) : tar
  const entries = tarEntries(tar.value)
  return entries.ok ? entries : err({ kind: 'garbage', detail: `export: ${entries.error}` })
}
