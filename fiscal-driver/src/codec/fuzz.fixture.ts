/** How often fuzz tests try: a slice in every run, more by FUZZ_RUNS=100000. */
export const fuzzRuns = (slice: number): number => Number(process.env.FUZZ_RUNS ?? slice)

/** Time enough for a long run. */
export const fuzzTimeout = { timeout: 3_600_000 }
