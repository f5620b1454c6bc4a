import { basename, resolve } from 'node:path'
import { table } from '../reconcile/print.ts'
import { reconcileSystem } from '../reconcile/reconcile-system.ts'
import { CASHIER } from '../support/chain.ts'
import { Headquarters } from '../support/headquarters.ts'
import { startSystem } from '../support/system.ts'
import { expectationOf, type LoadedFile, loadFile } from './load-file.ts'
import { type ReplayOptions, readOptions, USAGE } from './options.ts'
import { showProgress } from './progress.ts'
import { type Replayed, replay } from './run.ts'

const SELL_PATIENCE_MS = 60_000
const CENTRE_PATIENCE_MS = 300_000
const SHOWN = 5

const say = (line: string) => process.stderr.write(`${line}\n`)

async function openSystem({ running, data, file }: ReplayOptions) {
  if (running) {
    const { boxUrl, centreUrl, logIn, staff } = running
    const headquarters = await Headquarters.logIn(centreUrl, logIn)
    return { boxUrl, headquarters, staff, stop: async () => undefined }
  }
  const folder = resolve(data ?? `./data/replay/${basename(file, '.csv')}`)
  say(`Starting a centre and a box in ${folder}`)
  const system = await startSystem(folder)
  return {
    boxUrl: system.box.url,
    headquarters: system.headquarters,
    staff: CASHIER,
    stop: () => system.stop(),
  }
}

function sayFile({ rows, read, problems, refused, empty }: LoadedFile): void {
  say(`${rows} rows, ${read} tickets, ${empty} of them empty`)
  for (const [reason, found] of Map.groupBy(problems, (problem) => problem.reason)) {
    const lines = found.slice(0, SHOWN).map(({ line, text }) => `line ${line} (${text})`)
    say(`  ${found.length} rows skipped, ${reason}: ${lines.join('; ')}${found.length > SHOWN ? '; …' : ''}`)
  }
  for (const { transaction, reason } of refused) say(`  ticket ${transaction} rejected, ${reason}`)
}

function sayTally({ tally, seconds }: Replayed): void {
  const { answered, sold, repeated, repeatedAfterRetry, retries, rejected, unanswered } = tally
  say(
    `${answered} answered in ${seconds.toFixed(1)} s (${Math.round(answered / seconds)}/s): ${sold} sold, ${repeated} repeated (${repeatedAfterRetry} after a retry), ${retries} retries`,
  )
  for (const { transaction, reason } of [...rejected, ...unanswered].slice(0, SHOWN))
    say(`  ticket ${transaction}: ${reason}`)
}

async function main(options: ReplayOptions): Promise<boolean> {
  // A file that cannot be read is said before anything is started.
  loadFile(options.file, { hasSeats: true }, options.limit)
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const system = await openSystem(options)
  try {
    let endProgress: () => void = () => undefined
    const replayed = await replay({
      ...options,
      ...system,
      patienceMs: SELL_PATIENCE_MS,
      stop: stop.signal,
      onBegin: (file, tally, terminals) => {
        sayFile(file)
        say(`Selling ${file.sales.length} tickets with ${terminals} terminals`)
        endProgress = showProgress(file.sales.length, tally, process.stderr)
      },
    })
    endProgress()
    sayTally(replayed)
    const { file, tally, branchId, seconds } = replayed
    const rejected = tally.rejected.map(({ transaction }) => transaction)
    const findings = await reconcileSystem(expectationOf(file, rejected), {
      ...system,
      branchId,
      patienceMs: CENTRE_PATIENCE_MS,
    })
    const { sold, repeated, retries } = tally
    const summary = { seconds, sold, repeated, retries, rejected: file.refused.length + rejected.length }
    process.stdout.write(options.json ? `${JSON.stringify({ ...summary, ...findings })}\n` : table(findings))
    return findings.ok
  } finally {
    await system.stop()
  }
}

try {
  process.exitCode = (await main(readOptions(process.argv.slice(2)))) ? 0 : 1
} catch (error) {
  say(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
  process.exitCode = 2
}
