import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { benchDsfinvk } from './dsfinvk.ts'
import { benchGrowth } from './growth.ts'
import { benchIngest } from './ingest.ts'
import { type BenchOptions, benchSale } from './sale.ts'

const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<void>>> = {
  sale: benchSale,
  growth: benchGrowth,
  ingest: benchIngest,
  dsfinvk: benchDsfinvk,
}
const USAGE = `One JSON object per line; ratio is value ÷ baseline of the same run.

  npm run bench -- ${Object.keys(BENCHES).join('|')} [--seconds 3] [--rounds 5] [--case NAME] [--data DIR (./data/bench)]
`

const text = (value: string) => ({ type: 'string', default: value }) as const

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seconds: text('3'), rounds: text('5'), case: text(''), data: text('./data/bench') },
  })
  const bench = BENCHES[positionals[0] ?? '']
  const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)]
  if (!bench || !(seconds > 0) || !(rounds > 0)) throw new Error('which bench?')
  await bench({ folder: resolve(values.data, positionals[0] ?? ''), seconds, rounds, only: values.case })
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n\n${USAGE}`)
  process.exitCode = 1
}
