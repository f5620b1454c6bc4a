import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { table } from '../reconcile/print.ts'
import { crashRun } from './crash-run.ts'

const USAGE = `Kills the box or the centre while real tickets are sold, then reconciles.

  node tests/crash/main.ts [--what box|centre] [--kills 50] [--seed 1] [--terminals 4] [--limit N] [--file FILE.csv]
                           [--data DIR (./data/crash, emptied first)]
`
const number = v.pipe(v.string(), v.transform(Number), v.safeInteger(), v.minValue(1))
const options = v.object({
  what: v.picklist(['box', 'centre']),
  kills: number,
  seed: number,
  terminals: number,
  limit: number,
  file: v.string(),
  data: v.string(),
})

function readOptions() {
  const text = (value: string) => ({ type: 'string', default: value }) as const
  const { values } = parseArgs({
    options: {
      what: text('box'),
      kills: text('50'),
      seed: text('1'),
      terminals: text('4'),
      limit: text(String(Number.MAX_SAFE_INTEGER)),
      file: text('../shared/data/breadbasket.csv'),
      data: text('./data/crash'),
    },
  })
  return v.parse(options, values)
}

async function main(): Promise<boolean> {
  const asked = readOptions()
  const folder = resolve(asked.data)
  rmSync(folder, { recursive: true, force: true })
  const say = (line: string) => process.stderr.write(`${line}\n`)
  const { kills, replayed, findings } = await crashRun({ ...asked, folder, lifeMs: [20, 1500], say })
  const { tally, seconds } = replayed
  const { answered, sold, repeated, repeatedAfterRetry, retries, rejected, unanswered } = tally
  const found = (name: string) => findings.checks.find((check) => check.name === name)?.actual
  const counts = {
    what: asked.what,
    seed: asked.seed,
    kills,
    seconds: Math.round(seconds),
    answered,
    sold,
    repeated,
    repeatedAfterRetry,
    retries,
    rejected: rejected.length,
    unanswered: unanswered.length,
    lost: found('sales missing at the box'),
    doubled: found('sales booked twice'),
    lostAtCentre: found('receipts missing at the centre'),
    doubledAtCentre: found('receipts twice at the centre'),
  }
  process.stdout.write(`${table(findings)}\n${JSON.stringify(counts)}\n`)
  return findings.ok && unanswered.length === 0
}

try {
  process.exitCode = (await main()) ? 0 : 1
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n\n${USAGE}`)
  process.exitCode = 2
}
