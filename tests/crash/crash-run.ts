import { setTimeout as pause } from 'node:timers/promises'
import type { Findings } from '../reconcile/findings.ts'
import { reconcileSystem } from '../reconcile/reconcile-system.ts'
import { expectationOf } from '../replay/load-file.ts'
import { type Replayed, replay } from '../replay/run.ts'
import { CASHIER } from '../support/chain.ts'
import { startSystem } from '../support/system.ts'
import { Pace } from './pace.ts'
import { seeded } from './seeded.ts'

export interface CrashOptions {
  readonly what: 'box' | 'centre'
  readonly kills: number
  readonly seed: number
  readonly folder: string
  readonly file: string
  readonly limit: number
  readonly terminals: number
  /** Shortest and longest life of the program between two kills, in milliseconds. */
  readonly lifeMs: readonly [number, number]
  readonly say: (line: string) => void
}

export interface Crashed {
  readonly kills: number
  readonly replayed: Replayed
  readonly findings: Findings
}

const SELL_PATIENCE_MS = 120_000
const CENTRE_PATIENCE_MS = 120_000

/**
 * Sells a file while a program is killed (SIGKILL) at random moments and started again at once, then reconciles. The
 * kills are spread over the tickets, so that all of them fall into the sale; the moments come from the seed.
 */
export async function crashRun(options: CrashOptions): Promise<Crashed> {
  const system = await startSystem(options.folder)
  const target = system[options.what]
  const over = new AbortController()
  const pace = new Pace(options.kills)
  let kills: Promise<number> = Promise.resolve(0)
  try {
    const replayed = await replay({
      boxUrl: system.box.url,
      headquarters: system.headquarters,
      staff: CASHIER,
      patienceMs: SELL_PATIENCE_MS,
      speed: null,
      stop: over.signal,
      gate: () => pace.waitForKill(over.signal),
      ...options,
      onBegin: (file, tally) => {
        options.say(`selling ${file.sales.length} tickets, ${options.kills} kills of the ${options.what}`)
        pace.begin(tally, file.sales.length)
        kills = killNowAndThen(target, options, pace, over.signal)
        // A program that does not come back ends the sale; the reason is thrown below.
        kills.catch(() => over.abort())
      },
    }).finally(() => over.abort())
    const count = await kills
    const { file, tally, branchId } = replayed
    const findings = await reconcileSystem(
      expectationOf(
        file,
        tally.rejected.map(({ transaction }) => transaction),
      ),
      { boxUrl: system.box.url, headquarters: system.headquarters, branchId, patienceMs: CENTRE_PATIENCE_MS },
    )
    return { kills: count, replayed, findings }
  } finally {
    await system.stop()
  }
}

interface Mortal {
  kill(): Promise<void>
  start(): Promise<void>
}

async function killNowAndThen(
  target: Mortal,
  { kills, seed, lifeMs: [shortest, longest], say }: CrashOptions,
  pace: Pace,
  over: AbortSignal,
): Promise<number> {
  const random = seeded(seed)
  while (pace.kills < kills && !over.aborted) {
    await pause(shortest + random() * (longest - shortest), undefined, { signal: over }).catch(() => null)
    if (over.aborted || !pace.isTimeToKill) continue
    await target.kill()
    pace.kills += 1
    say(`kill ${pace.kills} after ${pace.answered} answers`)
    await target.start()
  }
  return pace.kills
}
