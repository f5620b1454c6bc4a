import type { Headquarters } from '../support/headquarters.ts'
import { until } from '../support/until.ts'
import { reconcile } from './compare.ts'
import type { Expectation } from './expectation.ts'
import type { Findings } from './findings.ts'
import { readJournal } from './journal-facts.ts'
import { readBacklog, readBoxJournal, readTseArchive } from './read-box.ts'
import { readCentre } from './read-centre.ts'
import { readTseLog } from './tse-log.ts'

export interface Subject {
  readonly boxUrl: string
  readonly headquarters: Headquarters
  readonly branchId: string
  /** How long the centre may take to hold everything, in milliseconds. */
  readonly patienceMs: number
}

/** Waits until the centre holds what the box holds, then compares file, box, TSE and centre. */
export async function reconcileSystem(file: Expectation, subject: Subject): Promise<Findings> {
  const { boxUrl, headquarters, branchId, patienceMs } = subject
  await until('the centre holds everything', patienceMs, async () =>
    (await readBacklog(boxUrl)) === 0 ? true : null,
  )
  const journal = readJournal(await readBoxJournal(boxUrl))
  const tse = await readTseLog(await readTseArchive(boxUrl))
  return reconcile({ file, journal, tse, centre: await readCentre(headquarters, branchId) })
}
