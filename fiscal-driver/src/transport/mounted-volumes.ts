import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Volume, Volumes } from './block-file.ts'
import { MassStorageFile } from './mass-storage-file.ts'

/** File systems a TSE carries, and FUSE for the emulator. Others are not touched: a dead NFS mount would hang. */
const FILE_SYSTEMS = /^(vfat|msdos|exfat|fuse\..+|fuseblk)$/

/** Volumes under given mount roots, in that order. */
export const volumesAt = (roots: readonly string[]): Volumes => ({
  list: async () => roots.map(volumeAt),
})

/** All mounted volumes that could be a TSE, the newest first, so that a stale mount is tried last. */
export const mountedVolumes = (mountTable = '/proc/mounts'): Volumes => ({
  list: async () => mountPoints(await readFile(mountTable, 'utf8')).map(volumeAt),
})

/** Mount points of suitable file systems in a mount table, the last mounted first. */
export function mountPoints(table: string): string[] {
  const points = table
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, point, fileSystem]) => point !== undefined && FILE_SYSTEMS.test(fileSystem ?? ''))
    .map(([, point]) => plainPath(point ?? ''))
  return [...new Set(points.reverse())]
}

const volumeAt = (root: string): Volume => ({
  name: root,
  open: (fileName) => MassStorageFile.open(join(root, fileName)),
})

/** The kernel writes blank, tab, newline and backslash as three octal digits. */
const plainPath = (path: string): string =>
  path.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))
