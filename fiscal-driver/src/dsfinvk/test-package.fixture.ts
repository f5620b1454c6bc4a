import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { ok, type Result } from '@brotkasten/domain/result'
import yauzl from 'yauzl'
import { ZipFile } from 'yazl'
import type { ReadFailure } from './read/failure.ts'
import type { ReadLimits } from './read/limits.ts'
import { openDsfinvk } from './read.ts'
import { type DsfinvkExport, type WriteFailure, writeDsfinvk } from './write.ts'

/** A folder of its own that is gone when the test is. */
export async function tempFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'dsfinvk-test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

export const supplier = { name: 'Bäckerei Muster & Söhne', location: 'Kiel', comment: '' }

/** Writes an export into a folder; the path of the ZIP. */
export async function writtenZip(
  folder: string,
  source: Omit<DsfinvkExport, 'supplier' | 'madeAt' | 'tempFolder'>,
): Promise<Result<string, WriteFailure>> {
  const path = join(folder, 'export.zip')
  const whole = { supplier, madeAt: new Date('2026-11-22T18:00:00Z'), tempFolder: folder, ...source }
  const written = await writeDsfinvk(whole, createWriteStream(path))
  return written.ok ? ok(path) : written
}

/** Every file of a package as text, read by the independent reader. */
export async function tablesOf(
  path: string,
  limits: Partial<ReadLimits> = {},
): Promise<Result<Record<string, Record<string, string>[]>, ReadFailure>> {
  const opened = await openDsfinvk(path, limits)
  if (!opened.ok) return opened
  const tables: Record<string, Record<string, string>[]> = {}
  try {
    for (const table of opened.value.tables) {
      const rows: Record<string, string>[] = []
      for await (const records of opened.value.records(table)) {
        if (!records.ok) return records
        for (const { row, cells } of records.value)
          if (row >= table.from)
            rows.push(Object.fromEntries(table.columns.map(({ name }, at) => [name, cells[at] ?? '∅'])))
      }
      tables[table.url] = rows
    }
  } finally {
    await opened.value.close()
  }
  return ok(tables)
}

export type Files = Readonly<Record<string, string>>

/** All files of a ZIP as text. */
export async function unpacked(path: string): Promise<Files> {
  const zip = await yauzl.openPromise(path)
  const files: Record<string, string> = {}
  for await (const entry of zip.eachEntry())
    files[entry.fileName] = await text(await zip.openReadStreamPromise(entry))
  return files
}

/** Packs files as they are, to say whatever a test wants to say. */
export async function packed(
  path: string,
  files: Readonly<Record<string, string | Buffer>>,
): Promise<string> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}

/** Lays files into a folder as they are. */
export async function laid(
  folder: string,
  files: Readonly<Record<string, string | Buffer>>,
): Promise<string> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return folder
}
