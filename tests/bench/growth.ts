import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readEntry } from '@brotkasten/domain/journal/entry'
import type { Body } from '@brotkasten/domain/journal/kinds'
import { saleId } from '../replay/sale-ids.ts'
import type { LocalBox } from '../support/local-box.ts'
import { Client } from './client.ts'
import { print, type Round, toFigure } from './figures.ts'
import { type HttpBox, openHttpBox } from './http-box.ts'
import { type BenchOptions, direct, isWanted, overHttp } from './sale.ts'
import { saleBytes } from './sale-bytes.ts'

const SIZES = [1_000, 10_000, 100_000]
const PER_COMMIT = 1_000

/** Books so many copies of one receipt as if they had been sold: the journal grows, the TSE's log does not. */
async function fill(
  { deps, registers }: LocalBox,
  sample: Body<'sale.completed'>,
  count: number,
): Promise<void> {
  const register = registers.at(-1)
  if (!register) throw new Error('no register')
  for (let from = 1; from <= count; from += PER_COMMIT)
    await deps.store.commit((book) => {
      for (let number = from; number < Math.min(from + PER_COMMIT, count + 1); number += 1) {
        const time = sample.completedAt
        const id = saleId({ file: 'fill', transaction: String(number), at: time })
        book({ id, kind: 'sale.completed', time, body: { ...sample, id, registerId: register.id, number } })
      }
    })
}

async function openFilled(folder: string, size: number): Promise<HttpBox> {
  mkdirSync(folder, { recursive: true })
  const box = await openHttpBox({ folder, registers: 5, fsync: false })
  const { entry } = await saleBytes(box.box)
  const fact = readEntry(entry)
  if (!fact.ok || fact.value.kind !== 'sale.completed') throw new Error('no receipt to copy')
  await fill(box.box, fact.value.body, size - 1)
  return box
}

/** Sales with a young, a grown and an old journal; the baseline is the young one, turn by turn. */
export async function benchGrowth({ folder, seconds, rounds, only }: BenchOptions): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  const client = new Client('sale-client.ts')
  const boxes: { size: number; box: HttpBox }[] = []
  for (const size of SIZES) boxes.push({ size, box: await openFilled(join(folder, String(size)), size) })
  const ways = {
    'http-4': (box: HttpBox) => overHttp(client, box, 4),
    'direct-1': (box: HttpBox) => direct(box, 1),
  }
  try {
    for (const [way, subject] of Object.entries(ways).filter(([name]) => isWanted(name, only))) {
      const measured = new Map<number, { subject: Round; baseline: Round | null }[]>(
        SIZES.map((size) => [size, []]),
      )
      for (let round = 0; round < rounds; round += 1) {
        let baseline: Round | null = null
        for (const { size, box } of boxes) {
          const one: Round = await subject(box)(seconds)
          baseline ??= one
          measured.get(size)?.push({ subject: one, baseline })
        }
      }
      for (const [size, all] of measured)
        print(toFigure({ bench: 'growth', case: `${way}-at-${size}`, unit: 'sales/s' }, all))
    }
  } finally {
    client.close()
    for (const { box } of boxes) await box.close()
  }
}
