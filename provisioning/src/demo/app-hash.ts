import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const SKIPPED = new Set(['node_modules', 'dist'])
const TEST = /\.test\.tsx?$/

/** One hash over everything a build is made of: names and contents, whatever the clock says. */
export async function hashOf(root: string, paths: readonly string[]): Promise<string> {
  const files = (await Promise.all(paths.map((path) => filesUnder(root, path)))).flat().sort()
  const hash = createHash('sha256')
  for (const file of files) {
    const content = await readFile(join(root, file))
    hash.update(`${file}\n${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}

/** Files below a path relative to `root`; a path that is a file is itself, one that is not there is nothing. */
async function filesUnder(root: string, path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    return 'file' as const
  })
  if (entries === null) return []
  if (entries === 'file') return [path]
  const inside = entries
    .filter(({ name }) => !SKIPPED.has(name) && !TEST.test(name))
    .map(async (entry) => {
      const below = join(path, entry.name)
      return entry.isDirectory() ? filesUnder(root, below) : [below]
    })
  return (await Promise.all(inside)).flat()
}
