import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of its own for one test, with the way to remove it. */
export function tempFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `brotkasten-${name}-`))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
