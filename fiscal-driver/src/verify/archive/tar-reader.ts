import { type Extract, extract } from 'tar-stream'
import type { EntryPlace, FindingKind } from './findings.ts'
import type { ArchiveLimits } from './limits.ts'

/** One file of an archive. `bytes` may be a view on a larger buffer. */
export interface TarFile extends EntryPlace {
  readonly bytes: Uint8Array
  /** False where blocks before this entry were passed over: an end mark, or an extension header. */
  readonly adjacent: boolean
  /** False for folders, links and the like; they have no bytes. */
  readonly isFile: boolean
}

/** Why the reading of an archive stopped. */
export class TarStop extends Error {
  readonly kind: FindingKind
  readonly place: EntryPlace | null

  constructor(kind: FindingKind, detail: string, place: EntryPlace | null = null) {
    super(detail)
    this.kind = kind
    this.place = place
  }
}

/** What an archive can be read from. */
export type ArchiveSource = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>

const BLOCK = 512

/** An entry as tar-stream hands it out: a stream of its content with a header. */
type Entry = Extract extends AsyncIterable<infer Source> ? Source : never

/** Watches the raw bytes pass by: how many, and whether the last two blocks are empty. */
class ByteWatch {
  total = 0
  #zeros = 0

  see(chunk: Uint8Array): void {
    this.total += chunk.length
    let trailing = 0
    while (trailing < chunk.length && chunk[chunk.length - 1 - trailing] === 0) trailing++
    this.#zeros = trailing === chunk.length ? this.#zeros + trailing : trailing
  }

  get closed(): boolean {
    return this.#zeros >= 2 * BLOCK && this.total % BLOCK === 0
  }
}

const isDestroyed = (stream: Extract): boolean => stream.destroyed

/** Room for the next chunk, or the end of all reading. */
const drained = (stream: Extract): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      stream.off('drain', go)
      stream.off('close', go)
      resolve()
    }
    stream.on('drain', go)
    stream.on('close', go)
  })

/** Hands the source to the extractor at its pace; a source that fails, or is too long, destroys it. */
const feed = async (
  into: Extract,
  source: ArchiveSource,
  watch: ByteWatch,
  limits: ArchiveLimits,
): Promise<void> => {
  try {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      if (chunk.length === 0) continue
      watch.see(chunk)
      if (watch.total > limits.totalBytes)
        throw new TarStop('archiveTooLarge', `more than ${limits.totalBytes} bytes`)
      if (isDestroyed(into)) return
      if (!into.write(chunk)) await drained(into)
    }
    into.end(undefined)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    into.destroy(error instanceof TarStop ? error : new TarStop('sourceFailed', detail))
  }
}

const collect = async (entry: Entry): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of entry) {
    if (chunk instanceof Uint8Array) chunks.push(chunk)
  }
  const [only] = chunks
  return chunks.length === 1 && only ? only : Buffer.concat(chunks)
}

const readEntry = async (
  entry: Entry,
  position: number,
  expected: number,
  limits: ArchiveLimits,
): Promise<TarFile> => {
  const { name, size, type } = entry.header
  const place = { name, position }
  if (position >= limits.entries)
    throw new TarStop('tooManyEntries', `more than ${limits.entries} entries`, place)
  if (size > limits.entryBytes) throw new TarStop('entryTooLarge', `${size} bytes`, place)
  const isFile = type === 'file' || type === 'contiguous-file'
  const bytes = await collect(entry)
  return { ...place, bytes, isFile, adjacent: contentStart(entry) === expected + BLOCK }
}

/** tar-stream tells where the content begins, its types do not say so. */
const contentStart = (entry: Entry): number => {
  const { header } = entry
  return 'byteOffset' in header && typeof header.byteOffset === 'number' ? header.byteOffset : 0
}

/** What tar-stream says, under a name of ours. */
const stopOf = (error: unknown): TarStop => {
  if (error instanceof TarStop) return error
  const detail = error instanceof Error ? error.message : String(error)
  return new TarStop(detail === 'Unexpected end of data' ? 'tarTruncated' : 'tarCorrupt', detail)
}

/**
 * Reads an uncompressed ustar archive entry by entry with bounded memory. Throws a TarStop where it is damaged, cut
 * off or beyond the limits; what came before is good.
 */
export async function* readTar(source: ArchiveSource, limits: ArchiveLimits): AsyncGenerator<TarFile> {
  const into = extract()
  const watch = new ByteWatch()
  const feeding = feed(into, source, watch, limits)
  let position = 0
  let expected = 0
  try {
    for await (const entry of into) {
      const file = await readEntry(entry, position, expected, limits)
      expected = contentStart(entry) + Math.ceil(entry.header.size / BLOCK) * BLOCK
      position++
      yield file
    }
  } catch (error) {
    throw stopOf(error)
  } finally {
    into.destroy()
    await feeding
  }
  if (watch.total === 0) throw new TarStop('archiveEmpty', 'the archive has no bytes')
  if (!watch.closed) throw new TarStop('tarTruncated', 'the archive ends without its two closing blocks')
}
