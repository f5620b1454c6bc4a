import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '@brotkasten/domain/result'
import * as v from 'valibot'

/** `box.json` in the data folder of a box: which branch it is, and how the centre knows it. The box reads it at start. */
export const boxFileSchema = v.object({
  boxId: v.pipe(v.string(), v.minLength(1)),
  branchId: v.pipe(v.string(), v.minLength(1)),
  centreUrl: v.pipe(v.string(), v.url()),
  /** At least 20 characters; with it one is this box. */
  secret: v.pipe(v.string(), v.minLength(20)),
  mqttUrl: v.nullable(v.string()),
})
export type BoxFile = v.InferOutput<typeof boxFileSchema>

export const boxFilePath = (dataDir: string): string => join(dataDir, 'box.json')
export const isBox = (dataDir: string): boolean => existsSync(boxFilePath(dataDir))

/** Why the folder cannot become a box, in the words of the operating system. */
export interface FolderFailure {
  readonly kind: 'folder'
  readonly detail: string
}

/** Reads the identity of a box; a damaged file is a failure, never a new beginning. */
export async function readBoxFile(dataDir: string): Promise<Result<BoxFile, FolderFailure>> {
  try {
    return ok(v.parse(boxFileSchema, JSON.parse(await readFile(boxFilePath(dataDir), 'utf8'))))
  } catch (error) {
    return err(failure(error))
  }
}

/** Makes the folder and tries a write, so that no code is used up for a folder that cannot hold the answer. */
export async function prepareFolder(dataDir: string): Promise<Result<null, FolderFailure>> {
  const probe = join(dataDir, `.probe-${randomBytes(6).toString('hex')}`)
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await writeDurably(probe, '')
    await rm(probe)
    return ok(null)
  } catch (error) {
    return err(failure(error))
  }
}

/** Writes the identity whole or not at all (temporary file, fsync, rename, fsync of the folder); mode 0600. */
export async function writeBoxFile(dataDir: string, file: BoxFile): Promise<Result<null, FolderFailure>> {
  const path = boxFilePath(dataDir)
  const half = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await writeDurably(half, `${JSON.stringify(file, null, 2)}\n`)
    await rename(half, path)
    await syncFolder(dataDir)
    return ok(null)
  } catch (error) {
    await rm(half, { force: true })
    return err(failure(error))
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const failure = (error: unknown): FolderFailure => ({
  kind: 'folder',
  detail: error instanceof Error ? error.message : String(error),
})
