/** One line of output. `ratio` is value ÷ baseline, measured in the same run and folder. */
export interface Figure {
  readonly bench: string
  readonly case: string
  readonly value: number
  readonly unit: string
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  readonly baseline: number | null
  readonly ratio: number | null
}

/** What one round measured: how many in how long, and how long each took, in milliseconds. */
export interface Round {
  readonly count: number
  readonly seconds: number
  readonly latencies: readonly number[]
}

/** A round with the processor time of this process, in milliseconds. */
export interface CpuRound extends Round {
  readonly cpuMs: number
}

export const rateOf = ({ count, seconds }: Round): number => count / seconds

/** The middle of some numbers; the lower one of two. NaN for none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return (
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1))] ??
    Number.NaN
  )
}
export const median = (values: readonly number[]): number => percentile(values, 50)

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))

/** Medians over interleaved rounds: rate, latency, and the median of the ratios of neighbouring rounds. */
export function toFigure(
  name: Pick<Figure, 'bench' | 'case' | 'unit'>,
  rounds: readonly { readonly subject: Round; readonly baseline: Round | null }[],
): Figure {
  const latencies = rounds.flatMap(({ subject }) => subject.latencies)
  const baselines = rounds.flatMap(({ baseline }) => (baseline ? [rateOf(baseline)] : []))
  const ratios = rounds.flatMap(({ subject, baseline }) =>
    baseline ? [rateOf(subject) / rateOf(baseline)] : [],
  )
  const orNull = (values: readonly number[], value: number, digits: number) =>
    values.length === 0 ? null : rounded(value, digits)
  return {
    bench: name.bench,
    case: name.case,
    value: rounded(median(rounds.map(({ subject }) => rateOf(subject))), 1),
    unit: name.unit,
    p50Ms: orNull(latencies, percentile(latencies, 50), 2),
    p99Ms: orNull(latencies, percentile(latencies, 99), 2),
    baseline: orNull(baselines, median(baselines), 1),
    ratio: orNull(ratios, median(ratios), 3),
  }
}

/** Processor time of one, which tells more than its rate where other programs share the machine. More is worse. */
export function toCpuFigure(
  name: Pick<Figure, 'bench' | 'case' | 'unit'>,
  rounds: readonly { readonly subject: CpuRound; readonly baseline: CpuRound }[],
): Figure {
  const each = ({ cpuMs, count }: CpuRound) => cpuMs / count
  const [value, baseline] = [
    median(rounds.map(({ subject }) => each(subject))),
    median(rounds.map((round) => each(round.baseline))),
  ]
  return {
    ...name,
    value: rounded(value, 3),
    p50Ms: null,
    p99Ms: null,
    baseline: rounded(baseline, 3),
    ratio: rounded(value / baseline, 3),
  }
}

/** Prints one figure as a line of JSON. */
export const print = (figure: Figure): void => {
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}
