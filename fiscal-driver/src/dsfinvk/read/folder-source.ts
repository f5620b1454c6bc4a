import { constants } from 'node:fs'
import { opendir, open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { failure, type ReadFailure } from './failure.ts'
import type { ReadLimits } from './limits.ts'
import type { PackageSource } from './source.ts'

/** Opens a plain file of the folder; links are not followed, they may lead anywhere. */
async function openPlain(path: string, name: string): Promise<Result<Readable, ReadFailure>> {
  try {
    const file = await openFile(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    if ((await file.stat()).isFile()) return ok(file.createReadStream())
    await file.close()
    return err(failure('unsafeName', name, 'no plain file'))
  } catch (error) {
    return err(failure('missingFile', name, error instanceof Error ? error.message : String(error)))
  }
}

/** Opens an unpacked package: the plain files of one folder. */
export async function openFolder(
  path: string,
  limits: ReadLimits,
): Promise<Result<PackageSource, ReadFailure>> {
  const names: string[] = []
  for await (const entry of await opendir(path)) {
    if (!entry.isFile()) continue
    if (names.length >= limits.files) return err(failure('tooManyFiles', null, `more than ${limits.files}`))
    names.push(entry.name)
  }
  const known = new Set(names)
  return ok({
    names: names.toSorted(),
    open: async (name) =>
      known.has(name)
        ? openPlain(join(path, name), name)
        : err(failure('missingFile', name, 'not in the folder')),
    close: async () => {},
  })
}
