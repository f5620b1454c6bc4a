import type { CpuRound, Round } from './figures.ts'

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

/** The same with the processor time that this process, all its threads, spent meanwhile. */
export async function withCpu(measure: () => Promise<Round>): Promise<CpuRound> {
  const before = process.cpuUsage()
  const round = await measure()
  const { user, system } = process.cpuUsage(before)
  return { ...round, cpuMs: (user + system) / 1000 }
}
