import type { Round } from './figures.ts'

/** Runs `one` by `workers` at once, each again and again, for some seconds. */
export async function forSeconds(
  seconds: number,
  workers: number,
  one: (worker: number) => Promise<void>,
): Promise<Round> {
  const latencies: number[] = []
  const began = performance.now()
  const end = began + seconds * 1000
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      for (let start = performance.now(); start < end; start = performance.now()) {
        await one(worker)
        latencies.push(performance.now() - start)
      }
    }),
  )
  return { count: latencies.length, seconds: (performance.now() - began) / 1000, latencies }
}
