import { setTimeout as pause } from 'node:timers/promises'
import { err, ok, type Result } from '@brotkasten/domain/result'
import type { Program } from './program.ts'
import { type DemoFailure, trouble } from './trouble.ts'

const STEP_MS = 50
const LONGEST_MS = 30_000

/** Asks `/health/ready` until it says yes; a dead program or half a minute of silence is a failure. */
export async function waitReady(
  base: string,
  name: string,
  program: Program | null = null,
): Promise<Result<null, DemoFailure>> {
  const deadline = performance.now() + LONGEST_MS
  while (performance.now() < deadline) {
    if (program && !program.running) return err(died(program, await program.ended))
    if (await isReady(base)) return ok(null)
    await pause(STEP_MS)
  }
  const where = program ? ` Its log: ${program.logFile}` : ''
  return err(trouble(`The ${name} was not ready within ${LONGEST_MS / 1000} s at ${base}.${where}`))
}

/** A program that ended by itself, with its last words. */
export const died = (program: Program, how: string): DemoFailure =>
  trouble(`The ${program.name} ended ${how}. Its last words (${program.logFile}):\n\n${program.lastWords()}`)

async function isReady(base: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/health/ready', base), { signal: AbortSignal.timeout(2_000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
