import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { type DemoFailure, trouble } from './trouble.ts'

/** Says that a folder is the demo's own, so that nothing else is ever taken for it. */
const MARK = 'brotkasten-demo.txt'

export interface DataFolder {
  readonly root: string
  readonly centre: string
  readonly box: string
  readonly logs: string
}

/** Opens the demo's data folder, or makes it; a folder with something else in it is refused. */
export async function openDataFolder(root: string): Promise<Result<DataFolder, DemoFailure>> {
  const folder = foldersIn(root)
  try {
    await mkdir(root, { recursive: true })
    const names = await readdir(root)
    if (names.length > 0 && !names.includes(MARK)) return err(strange(root))
    await writeFile(join(root, MARK), 'Data of the Brotkasten demo. "npm start -- --fresh" deletes it.\n')
    await mkdir(folder.logs, { recursive: true })
    return ok(folder)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return err(trouble(`The data folder ${root} cannot be used (DATA_DIR): ${reason}`))
  }
}

/** Deletes what the demo keeps, and nothing else. Answers whether there was anything. */
export async function deleteDemoData(root: string): Promise<Result<boolean, DemoFailure>> {
  const names = await readdir(root).catch((): string[] => [])
  if (names.length === 0) return ok(false)
  if (!names.includes(MARK)) return err(strange(root))
  const { centre, box, logs } = foldersIn(root)
  for (const path of [centre, box, logs, join(root, MARK)]) await rm(path, { recursive: true, force: true })
  return ok(true)
}

const foldersIn = (root: string): DataFolder => ({
  root,
  centre: join(root, 'centre'),
  box: join(root, 'box'),
  logs: join(root, 'logs'),
})

const strange = (root: string): DemoFailure =>
  trouble(
    `${root} holds something that is not the demo's: set DATA_DIR to an empty or new folder, e.g. DATA_DIR=./data/demo npm start`,
  )
