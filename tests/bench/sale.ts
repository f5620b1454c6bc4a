import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { OPERATOR } from '../support/local-box.ts'
import { BareSale } from './bare-sale.ts'
import { Client } from './client.ts'
import { print, type Round, toCpuFigure, toFigure } from './figures.ts'
import { type HttpBox, openHttpBox } from './http-box.ts'
import { forSeconds, withCpu } from './measure.ts'
import { newSale } from './new-sale.ts'
import { saleBytes } from './sale-bytes.ts'

const TERMINALS = [1, 4, 16]

export interface BenchOptions {
  /** On a real disk; emptied first. */
  readonly folder: string
  readonly seconds: number
  readonly rounds: number
  /** Only the case of this name and its variants; all where it is empty. */
  readonly only: string
}

/** Whether a case is asked for: `http` means all of them, `http-4` also its variants, but not `http-40`. */
export const isWanted = (name: string, only: string): boolean =>
  only === '' || name === only || name.startsWith(`${only}-`)

interface Case {
  readonly name: string
  readonly subject: (seconds: number) => Promise<Round>
}

/** Sells over HTTP from another process. */
export const overHttp =
  (client: Client, { box, port, operator }: HttpBox, terminals: number) =>
  (seconds: number) => {
    const tokens = box.registers.slice(0, terminals).map(({ token }) => token)
    return client.run({ port, seconds, operator, tokens })
  }

/** Sells by calling the Seller, without HTTP and JSON. */
export const direct =
  ({ box: { deps, registers } }: HttpBox, terminals: number) =>
  (seconds: number) =>
    forSeconds(seconds, terminals, async (worker) => {
      const register = registers[worker]
      const sold = register ? await deps.seller.sell(newSale(), register, OPERATOR) : null
      if (!sold?.ok) throw new Error('a sale was refused')
    })

/** Durable signed sales against the bare work of disk and processor, in the same folder, turn by turn. */
export async function benchSale({ folder, seconds, rounds, only }: BenchOptions): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  for (const name of ['box', 'durable']) mkdirSync(join(folder, name), { recursive: true })
  const open = (name: string, fsync: boolean) =>
    openHttpBox({ folder: join(folder, name), registers: Math.max(...TERMINALS), fsync })
  const box = await open('box', false)
  const durable = await open('durable', true)
  const bare = new BareSale(folder, await saleBytes(box.box))
  const client = new Client('sale-client.ts')
  const cases: Case[] = [
    ...TERMINALS.map((n) => ({ name: `http-${n}`, subject: overHttp(client, box, n) })),
    ...TERMINALS.map((n) => ({ name: `direct-${n}`, subject: direct(box, n) })),
    { name: 'http-4-durable-tse', subject: overHttp(client, durable, 4) },
  ]
  const baseline = (time: number) => forSeconds(time, 1, async () => bare.sell())
  try {
    for (const { name, subject } of cases.filter((one) => isWanted(one.name, only))) {
      await subject(0.5)
      const measured = []
      for (let round = 0; round < rounds; round += 1) {
        const [bareWork, sales] = [
          await withCpu(() => baseline(seconds)),
          await withCpu(() => subject(seconds)),
        ]
        measured.push({ baseline: bareWork, subject: sales })
      }
      print(toFigure({ bench: 'sale', case: name, unit: 'sales/s' }, measured))
      print(toCpuFigure({ bench: 'sale', case: `${name}-cpu`, unit: 'ms/sale' }, measured))
    }
  } finally {
    client.close()
    bare.close()
    await box.close()
    await durable.close()
  }
}
