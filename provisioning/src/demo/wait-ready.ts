import { setTimeout as pause } from 'node:timers/promises'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { type DemoFailure, trouble } from './trouble.ts'

const STEP_MS = 50
const LONGEST_MS = 60_000

export interface Awaited {
  readonly name: string
  readonly logFile: string | null
}

/** Asks `/health/ready` until it says yes; a minute without is a failure. */
export async function waitReady(base: string, program: Awaited): Promise<Result<null, DemoFailure>> {
  const deadline = performance.now() + LONGEST_MS
  while (performance.now() < deadline) {
    if (await isReady(base)) return ok(null)
    await pause(STEP_MS)
  }
  const log = program.logFile === null ? '' : ` Its log: ${program.logFile}`
  return err(trouble(`The ${program.name} was not ready within ${LONGEST_MS / 1000} s at ${base}.${log}`))
}

async function isReady(base: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/health/ready', base), { signal: AbortSignal.timeout(2_000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
