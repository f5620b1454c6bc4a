import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { DTD_NAME } from '@brotkasten/domain/dsfinvk/dtd'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { CsvParser, type CsvProblem, type CsvRecord } from './read/csv-parser.ts'
import { failure, type ReadFailure } from './read/failure.ts'
import { openFolder } from './read/folder-source.ts'
import { type IndexTable, readIndex } from './read/index-file.ts'
import { DEFAULT_LIMITS, type ReadLimits } from './read/limits.ts'
import { LimitError, type PackageSource } from './read/source.ts'
import { openZip } from './read/zip-source.ts'

export type Records = Result<readonly CsvRecord[], ReadFailure>

/** An opened package: what its index describes, and the records of each table. */
export interface DsfinvkPackage {
  readonly tables: readonly IndexTable[]
  readonly names: readonly string[]
  /** Records in batches, the header being the first of all; a failure is the last thing yielded. */
  records(table: IndexTable): AsyncGenerator<Records>
  close(): Promise<void>
}

const failureOf = (error: unknown, file: string): ReadFailure =>
  error instanceof LimitError
    ? error.failure
    : failure(
        error instanceof TypeError ? 'badEncoding' : 'brokenZip',
        file,
        error instanceof Error ? error.message : String(error),
      )

/** Decodes strictly: a byte that is no character is a failure, never a question mark. */
async function* textOf(stream: Readable, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const chunk of stream) yield decoder.decode(chunk as Buffer, { stream: true })
  yield decoder.decode()
}

/** A small file as text, up to a limit. */
async function smallFile(
  source: PackageSource,
  name: string,
  most: number,
): Promise<Result<string, ReadFailure>> {
  const stream = await source.open(name)
  if (!stream.ok) return stream
  try {
    let text = ''
    for await (const chunk of textOf(stream.value, 'utf-8')) {
      text += chunk
      if (text.length > most) return err(failure('tooLarge', name, `more than ${most} characters`))
    }
    return ok(text)
  } catch (error) {
    return err(failureOf(error, name))
  } finally {
    stream.value.destroy()
  }
}

const problemOf = (problem: CsvProblem, table: IndexTable, row: number): ReadFailure =>
  failure(problem, table.url, `after record ${row}`)

async function* recordsOf(
  source: PackageSource,
  table: IndexTable,
  limits: ReadLimits,
): AsyncGenerator<Records> {
  const stream = await source.open(table.url)
  if (!stream.ok) {
    yield stream
    return
  }
  const parser = new CsvParser(table, limits.recordLength)
  let last = 0
  try {
    for await (const text of textOf(stream.value, table.encoding)) {
      const records = parser.push(text)
      if (typeof records === 'string') return yield err(problemOf(records, table, last))
      last = records.at(-1)?.row ?? last
      if (records.length > 0) yield ok(records)
    }
    const rest = parser.finish()
    yield typeof rest === 'string' ? err(problemOf(rest, table, last)) : ok(rest)
  } catch (error) {
    yield err(failureOf(error, table.url))
  } finally {
    stream.value.destroy()
  }
}

async function openSource(path: string, limits: ReadLimits): Promise<Result<PackageSource, ReadFailure>> {
  const found = await stat(path).catch(() => null)
  if (found === null) return err(failure('notFound', null, path))
  return found.isDirectory() ? openFolder(path, limits) : openZip(path, limits)
}

async function openIndex(
  source: PackageSource,
  limits: ReadLimits,
): Promise<Result<readonly IndexTable[], ReadFailure>> {
  if (!source.names.includes('index.xml'))
    return err(failure('missingIndex', 'index.xml', 'not in the package'))
  const text = await smallFile(source, 'index.xml', limits.indexBytes)
  if (!text.ok) return text
  const index = readIndex(text.value)
  if (!index.ok) return index
  if (!source.names.includes(DTD_NAME)) return err(failure('missingDtd', DTD_NAME, 'not in the package'))
  return index
}

/**
 * Opens anyone's package, ZIP or folder, by its index.xml alone: the DTD must be there and is never interpreted.
 * Nothing is written to disk and no name is followed out of the package. Close it when done.
 */
export async function openDsfinvk(
  path: string,
  limits: Partial<ReadLimits> = {},
): Promise<Result<DsfinvkPackage, ReadFailure>> {
  const bounds = { ...DEFAULT_LIMITS, ...limits }
  const source = await openSource(path, bounds)
  if (!source.ok) return source
  const tables = await openIndex(source.value, bounds)
  if (!tables.ok) {
    await source.value.close()
    return tables
  }
  return ok({
    tables: tables.value,
    names: source.value.names,
    records: (table) => recordsOf(source.value, table, bounds),
    close: () => source.value.close(),
  })
}
