import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createDeflateRaw } from 'node:zlib'
import yauzl from 'yauzl'
import { syntheticClosings } from './synthetic.ts'
import { writeDsfinvk } from './write.ts'

/** What writing an export costs, beside plainly writing and deflating the same bytes. */
export interface Measurement {
  readonly receipts: number
  readonly bytes: number
  readonly zipBytes: number
  readonly millis: number
  readonly baselineMillis: number
  /** Baseline ÷ export: 1 is as fast as the bytes alone. */
  readonly ratio: number
  /** Highest resident memory seen while writing. */
  readonly peakMegabytes: number
}

const MEGABYTE = 1024 * 1024

async function peakWhile<T>(work: () => Promise<T>): Promise<{ value: T; millis: number; peak: number }> {
  let peak = 0
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  const began = process.hrtime.bigint()
  const value = await work().finally(() => clearInterval(look))
  return { value, millis: Number((process.hrtime.bigint() - began) / 1_000_000n), peak }
}

async function unpack(zipPath: string, folder: string): Promise<string[]> {
  const zip = await yauzl.openPromise(zipPath)
  const files: string[] = []
  for await (const entry of zip.eachEntry()) {
    const path = join(folder, entry.fileName)
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path))
    files.push(path)
  }
  return files
}

/**
 * Draws the same receipts, writes the bytes of all files to disk, then deflates them into another file, one after the
 * other: making test data is part of both sides, and of neither's merit.
 */
async function baseline(receipts: number, files: readonly string[], folder: string): Promise<void> {
  for (const { bons } of syntheticClosings(receipts)) for await (const _ of bons);
  for (const [index, file] of files.entries())
    await pipeline(createReadStream(file), createWriteStream(join(folder, `copy-${index}`)))
  for (const [index] of files.entries()) {
    const copy = createReadStream(join(folder, `copy-${index}`))
    await pipeline(copy, createDeflateRaw({ level: 6 }), createWriteStream(join(folder, `deflated-${index}`)))
  }
}

/** Writes a synthetic export of so many receipts once, and its bytes plainly. */
async function measureOnce(receipts: number): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'dsfinvk-bench-'))
  const path = join(folder, 'export.zip')
  const supplier = { name: 'Bäckerei Muster GmbH', location: 'Kiel', comment: '' }
  const source = { supplier, closings: syntheticClosings(receipts), madeAt: new Date(0), tempFolder: folder }
  try {
    const written = await peakWhile(() => writeDsfinvk(source, createWriteStream(path)))
    if (!written.value.ok) throw new TypeError(`synthetic data refused: ${written.value.error.kind}`)
    const files = await unpack(path, folder)
    const plain = await peakWhile(() => baseline(receipts, files, folder))
    return {
      receipts,
      bytes: written.value.value.bytes,
      zipBytes: (await stat(path)).size,
      millis: written.millis,
      baselineMillis: plain.millis,
      ratio: plain.millis / written.millis,
      peakMegabytes: Math.round(written.peak / MEGABYTE),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Measures the export of so many receipts, for `npm run bench -- dsfinvk`. Of several runs the fastest export is set
 * against the fastest baseline: on a machine with neighbours everything else measures them.
 */
export async function measureDsfinvk(receipts: number, runs = 3): Promise<Measurement> {
  const all: Measurement[] = []
  for (let run = 0; run < runs; run++) all.push(await measureOnce(receipts))
  const millis = Math.min(...all.map((each) => each.millis))
  const baselineMillis = Math.min(...all.map((each) => each.baselineMillis))
  const peakMegabytes = Math.max(...all.map((each) => each.peakMegabytes))
  const { bytes = 0, zipBytes = 0 } = all[0] ?? {}
  return { receipts, bytes, zipBytes, millis, baselineMillis, ratio: baselineMillis / millis, peakMegabytes }
}
