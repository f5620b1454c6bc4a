import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { JournalEntry } from '@brotkasten/domain/journal/entry'
import { OPERATOR, openLocalBox } from '../support/local-box.ts'
import { bareIngest } from './bare-ingest.ts'
import { Client } from './client.ts'
import { print, type Round, toFigure } from './figures.ts'
import { openHttpCentre } from './http-centre.ts'
import { newSale } from './new-sale.ts'
import { type BenchOptions, isWanted } from './sale.ts'

const BOXES = 100
/** Entries in a batch, and how many batches each box sends: a box that catches up, and boxes in daily life. */
const CASES = [
  { size: 500, batches: 1 },
  { size: 50, batches: 4 },
  { size: 1, batches: 50 },
]

/** A true journal of so many entries: signed sales, a chain that holds. */
async function makeJournal(
  folder: string,
  length: number,
): Promise<{ epoch: string; entries: JournalEntry[] }> {
  const box = await openLocalBox({ folder, registers: 1, fsync: false })
  const [register] = box.registers
  const { seller, store } = box.deps
  while (register && store.journal.lastSeq < length) {
    const sold = await seller.sell(newSale(), register, OPERATOR)
    if (!sold.ok) throw new Error(sold.error.kind)
  }
  const entries = store.journal.after(0, length)
  await box.close()
  return { epoch: store.epoch, entries }
}

/** Journal entries the centre takes from a hundred boxes, against bare inserts of the same entries. */
export async function benchIngest({ folder, rounds, only }: BenchOptions): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  const client = new Client('journal-client.ts')
  let made = 0
  const fresh = (name: string) => {
    made += 1
    const path = join(folder, `${made}-${name}`)
    mkdirSync(path, { recursive: true })
    return path
  }
  const longest = Math.max(...CASES.map(({ size, batches }) => size * batches))
  const { epoch, entries } = await makeJournal(fresh('box'), longest)
  try {
    for (const { size, batches: count } of CASES) {
      const name = `batch-${size}`
      if (!isWanted(name, only)) continue
      const batches = Array.from({ length: count }, (_, index) =>
        entries.slice(index * size, (index + 1) * size),
      )
      const measured: { subject: Round; baseline: Round }[] = []
      for (let round = 0; round < rounds; round += 1) {
        const baseline = bareIngest(fresh('bare'), BOXES, batches)
        const centre = await openHttpCentre(fresh('centre'), BOXES)
        const subject = await client.run({
          port: centre.port,
          epoch,
          credentials: centre.credentials,
          batches,
        })
        await centre.close()
        measured.push({ baseline, subject })
      }
      print(toFigure({ bench: 'ingest', case: name, unit: 'entries/s' }, measured))
    }
  } finally {
    client.close()
  }
}
