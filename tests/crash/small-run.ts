import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { smallCsv } from '../reconcile/evidence.fixture.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { type CrashOptions, crashRun } from './crash-run.ts'

const TICKETS = 250
const KILLS = 5

/** Five kills while four terminals sell a few hundred tickets; nothing may be lost or doubled. */
export async function smallRun(what: CrashOptions['what']): Promise<void> {
  const folder = tempFolder(`crash-${what}`)
  try {
    const file = join(folder.path, 'small.csv')
    writeFileSync(file, smallCsv(TICKETS))
    const { kills, replayed, findings } = await crashRun({
      what,
      kills: KILLS,
      seed: 20_261_122,
      folder: folder.path,
      file,
      limit: TICKETS + 2,
      terminals: 4,
      lifeMs: [30, 300],
      say: () => undefined,
    })
    const { tally } = replayed
    expect(findings.checks.filter((check) => !check.ok)).toEqual([])
    expect([tally.unanswered, tally.rejected]).toEqual([[], []])
    expect(tally.answered).toBe(TICKETS)
    expect(kills).toBe(KILLS)
  } finally {
    folder.remove()
  }
}
