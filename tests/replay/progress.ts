import { Presets, SingleBar } from 'cli-progress'
import type { Tally } from './sell-tickets.ts'

const LINE_MS = 2_000
const BAR_MS = 200

/** Shows how far a replay is: a bar for people, a line now and then for logs. Returns the way to end it. */
export function showProgress(total: number, tally: Tally, out: NodeJS.WriteStream): () => void {
  const began = performance.now()
  const rate = () => Math.round(tally.answered / ((performance.now() - began) / 1000))
  if (!out.isTTY) {
    const line = () =>
      out.write(
        `${tally.answered} of ${total} tickets, ${rate()}/s, ${tally.repeated} repeated, ${tally.retries} retries\n`,
      )
    const timer = setInterval(line, LINE_MS)
    return () => {
      clearInterval(timer)
      line()
    }
  }
  const format =
    '{bar} {percentage} % | {value} of {total} tickets | {rate}/s | {repeated} repeated | {retries} retries'
  const bar = new SingleBar({ format, stream: out, hideCursor: true }, Presets.shades_classic)
  const payload = () => ({ rate: rate(), repeated: tally.repeated, retries: tally.retries })
  bar.start(total, 0, payload())
  const timer = setInterval(() => bar.update(tally.answered, payload()), BAR_MS)
  return () => {
    clearInterval(timer)
    bar.update(tally.answered, payload())
    bar.stop()
  }
}
