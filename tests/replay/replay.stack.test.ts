import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { smallCsv } from '../reconcile/evidence.fixture.ts'
import { reconcileSystem } from '../reconcile/reconcile-system.ts'
import { CASHIER } from '../support/chain.ts'
import { startSystem } from '../support/system.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { expectationOf } from './load-file.ts'
import { replay } from './run.ts'

const TICKETS = 60

/** Starts the system of a folder, sells the file, reconciles and ends everything. */
async function run(folder: string, terminals: number) {
  const system = await startSystem(folder)
  const { headquarters } = system
  try {
    const subject = { boxUrl: system.box.url, headquarters, patienceMs: 30_000 }
    const file = join(folder, 'small.csv')
    const replayed = await replay({
      ...subject,
      file,
      terminals,
      staff: CASHIER,
      speed: null,
      limit: Number.MAX_SAFE_INTEGER,
      stop: new AbortController().signal,
      onBegin: () => undefined,
    })
    const { branchId, tally } = replayed
    const findings = await reconcileSystem(expectationOf(replayed.file, []), { ...subject, branchId })
    return { tally, findings }
  } finally {
    await system.stop()
  }
}

test('a second run, with another number of terminals, changes nothing', async () => {
  const folder = tempFolder('replay')
  try {
    writeFileSync(join(folder.path, 'small.csv'), smallCsv(TICKETS))
    const first = await run(folder.path, 3)
    const second = await run(folder.path, 2)
    expect(first.findings.checks.filter((check) => !check.ok)).toEqual([])
    expect(second.findings).toEqual(first.findings)
    expect(first.tally).toMatchObject({ sold: TICKETS, repeated: 0, rejected: [], unanswered: [] })
    expect(second.tally).toMatchObject({ sold: 0, repeated: TICKETS, rejected: [], unanswered: [] })
  } finally {
    folder.remove()
  }
})
