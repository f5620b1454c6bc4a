import { type Readable, Transform } from 'node:stream'
import { crc32 } from 'node:zlib'
import { err, ok, type Result } from '@brotkasten/domain/result'
import yauzl from 'yauzl'
import { failure, type ReadFailure } from './failure.ts'
import type { ReadLimits } from './limits.ts'
import { LimitError, type PackageSource } from './source.ts'

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Only plain names: a package is flat, and nothing of it is ever written to disk. */
const isFlat = (name: string): boolean => name !== '' && !/[/\\\p{Cc}]|^\.\.?$/u.test(name)

async function entriesOf(
  zip: yauzl.ZipFile,
  limits: ReadLimits,
): Promise<Result<Map<string, yauzl.Entry>, ReadFailure>> {
  const entries = new Map<string, yauzl.Entry>()
  let total = 0
  for await (const entry of zip.eachEntry()) {
    const { fileName: name } = entry
    if (!isFlat(name))
      return err(failure('unsafeName', null, `the entry ${JSON.stringify(name.slice(0, 80))}`))
    if (entries.has(name)) return err(failure('duplicateName', name, 'packed twice'))
    if (entries.size >= limits.files) return err(failure('tooManyFiles', null, `more than ${limits.files}`))
    total += entry.uncompressedSize
    if (total > limits.totalBytes)
      return err(failure('tooLarge', name, `more than ${limits.totalBytes} bytes`))
    if (entry.uncompressedSize > limits.ratioFree + entry.compressedSize * limits.ratio)
      return err(
        failure('zipBomb', name, `packed ${entry.uncompressedSize} into ${entry.compressedSize} bytes`),
      )
    if (!entry.canDecodeFileData()) return err(failure('brokenZip', name, 'encrypted or packed unusually'))
    entries.set(name, entry)
  }
  return ok(entries)
}

/** The directory may lie about sizes: what comes out is counted too, and its checksum compared. */
function guarded(stream: Readable, entry: yauzl.Entry, limits: ReadLimits): Readable {
  const most = Math.min(limits.totalBytes, limits.ratioFree + entry.compressedSize * limits.ratio)
  let seen = 0
  let checksum = 0
  const guard = new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length
      checksum = crc32(chunk, checksum)
      if (seen <= most) done(null, chunk)
      else done(new LimitError(failure('zipBomb', entry.fileName, `unpacks beyond ${most} bytes`)))
    },
    flush(done) {
      if (checksum === entry.crc32) done()
      else done(new LimitError(failure('brokenZip', entry.fileName, 'the checksum differs')))
    },
  })
  stream.on('error', (error) =>
    guard.destroy(new LimitError(failure('brokenZip', entry.fileName, messageOf(error)))),
  )
  guard.on('close', () => stream.destroy())
  return stream.pipe(guard)
}

/** Opens a ZIP and checks its directory; nothing is unpacked before it is asked for. */
export async function openZip(path: string, limits: ReadLimits): Promise<Result<PackageSource, ReadFailure>> {
  let zip: yauzl.ZipFile
  try {
    zip = await yauzl.openPromise(path, { autoClose: false, strictFileNames: true })
  } catch (error) {
    return err(failure('notAPackage', null, messageOf(error)))
  }
  const close = async () => zip.close()
  const open = async (entries: Map<string, yauzl.Entry>, name: string) => {
    const entry = entries.get(name)
    if (entry === undefined) return err(failure('missingFile', name, 'not in the package'))
    try {
      return ok(guarded(await zip.openReadStreamPromise(entry), entry, limits))
    } catch (error) {
      return err(failure('brokenZip', name, messageOf(error)))
    }
  }
  try {
    const entries = await entriesOf(zip, limits)
    if (entries.ok)
      return ok({ names: [...entries.value.keys()], open: (name) => open(entries.value, name), close })
    await close()
    return entries
  } catch (error) {
    await close()
    return err(failure('brokenZip', null, messageOf(error)))
  }
}
