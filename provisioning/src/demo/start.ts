import './check-node.ts'
import { parseArgs } from 'node:util'
import { err } from '@brotkasten/domain/result'
import { readConfig } from './config.ts'
import { deleteDemoData } from './data-folder.ts'
import { Demo } from './demo.ts'
import { summary } from './summary.ts'
import { type DemoFailure, trouble } from './trouble.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Settles at the first wish to end: Ctrl-C, a supervisor, a closed terminal window. */
const wishToEnd = new Promise<null>((settle) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => settle(null))
})

/** `npm start`: centre, box, terminal and dashboard with demo data until Ctrl-C. Null where all went well. */
async function main(): Promise<DemoFailure | null> {
  const fresh = readArguments()
  if (typeof fresh !== 'boolean') return fresh
  const config = readConfig(process.env)
  if (!config.ok) return config.error
  if (fresh) {
    const deleted = await deleteDemoData(config.value.dataDir)
    if (!deleted.ok) return deleted.error
    say(
      `--fresh: ${deleted.value ? 'deleted the demo data in' : 'nothing to delete in'} ${config.value.dataDir}`,
    )
  }
  const demo = new Demo(config.value)
  try {
    const died = demo.death.then((failure) => err(failure))
    const began = await Promise.race([demo.begin(say), died, wishToEnd])
    if (began === null) return null
    if (!began.ok) return began.error
    say(summary(began.value))
    return await Promise.race([demo.death, wishToEnd])
  } finally {
    say('Ending …')
    await demo.end()
  }
}

function readArguments(): boolean | DemoFailure {
  try {
    return parseArgs({ options: { fresh: { type: 'boolean', default: false } } }).values.fresh
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return trouble(`${reason}\nUsage: npm start [-- --fresh]`)
  }
}

const failure = await main()
if (failure) process.stderr.write(`\n${failure.message}\n`)
process.exit(failure ? 1 : 0)
