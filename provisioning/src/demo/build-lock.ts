import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const STEP_MS = 100
const LONGEST_MS = 120_000

/** Does `work` while no other process does the same; a lock of a dead process counts for nothing. */
export async function exclusively<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(lockFile), { recursive: true })
  const deadline = performance.now() + LONGEST_MS
  while (!(await take(lockFile))) {
    if (performance.now() > deadline) throw new Error(`another build holds ${lockFile} for two minutes`)
    await pause(STEP_MS)
  }
  try {
    return await work()
  } finally {
    await rm(lockFile, { force: true })
  }
}

async function take(lockFile: string): Promise<boolean> {
  try {
    await writeFile(lockFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const owner = Number(await readFile(lockFile, 'utf8').catch(() => ''))
  if (owner > 0 && !isAlive(owner)) await rm(lockFile, { force: true })
  return false
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
