import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, BenchLimits } from '../contract/bench.ts'
import { tseContract } from '../contract/tse-contract.ts'
import type { CurveName } from '../crypto/curves.ts'
import type { LogTimeFormat } from '../tse.ts'
import { openSoftwareTse } from './software-tse.ts'

const benchOf =
  (curve: CurveName, logTimeFormat: LogTimeFormat) =>
  (limits?: BenchLimits): Bench => {
    const folder = mkdtempSync(join(tmpdir(), 'software-tse-'))
    let now = Date.parse('2026-11-23T05:00:00.250Z')
    const clock = (): Date => {
      now += 40 // every look at the clock takes its time
      return new Date(now)
    }
    const tse = openSoftwareTse({
      folder,
      clock,
      curve,
      logTimeFormat,
      fsync: false,
      ...(limits && { limits }),
    })
    return {
      tse,
      now: () => new Date(now),
      restart: () => tse.powerCycle(),
      loseAnswer: (of) => tse.inject({ at: of, kind: 'powerLossAfterSigning' }),
      async dispose() {
        await tse.close()
        rmSync(folder, { recursive: true })
      },
    }
  }

tseContract('the software TSE on P-256', benchOf('P-256', 'unixTime'), { overlapping: 'busy', runs: 40 })
tseContract(
  'the software TSE on brainpoolP384r1',
  benchOf('brainpoolP384r1', 'generalizedTimeWithMilliseconds'),
  {
    overlapping: 'busy',
    runs: 5,
  },
)
