import { setTimeout as pause } from 'node:timers/promises'

const STEP_MS = 25

/** Asks until there is an answer other than null; throws with what was waited for when the time is up. */
export async function until<T>(
  what: string,
  ms: number,
  ask: () => Promise<T | null> | T | null,
): Promise<T> {
  const deadline = performance.now() + ms
  for (;;) {
    const answer = await ask()
    if (answer !== null) return answer
    if (performance.now() > deadline) throw new Error(`${what}: not within ${ms / 1000} s`)
    await pause(STEP_MS)
  }
}
