import { expect, test } from 'vitest'
import { elementLogs } from '../emulation/element-archive.ts'
import type { TransactionContent } from '../log/log-message.ts'
import { text } from '../transport/bytes.ts'
import type { Tse } from '../tse.ts'
import { type CardBench, CLIENT, must, readyBench } from './emulator/bench.fixture.ts'

/** The transaction logs as the card has them. */
const logged = ({ element }: CardBench): TransactionContent[] =>
  [...elementLogs(element)].flatMap(({ message: { content } }) =>
    content.kind === 'transaction' ? [content] : [],
  )

/** Asks until the card answers: the first question after an unplug only finds out that it is gone. */
async function whenBack<T>(
  bench: CardBench,
  ask: () => Promise<{ ok: true; value: T } | { ok: false; error: { detail: string } }>,
): Promise<T> {
  bench.volumes.unplug()
  bench.replug()
  const first = await ask()
  return first.ok ? first.value : must(await ask())
}

/** What the box does: a lost start is looked for among the open ones, a lost finish in the log. */
async function sell(bench: CardBench, tse: Tse, processData: string): Promise<void> {
  const started = await tse.startTransaction(CLIENT)
  const transactionNumber = started.ok ? started.value.transactionNumber : await recoverStart(bench, tse)
  const finish = { clientId: CLIENT, processType: 'Kassenbeleg-V1', processData, transactionNumber }
  const finished = await tse.finishTransaction(finish)
  if (finished.ok) return
  const stored = await whenBack(bench, () => tse.readTransaction(transactionNumber))
  if (stored?.finish === null) must(await tse.finishTransaction(finish))
  else expect(stored?.finish?.processData).toBe(processData)
}

async function recoverStart(bench: CardBench, tse: Tse): Promise<number> {
  const [orphan] = (await whenBack(bench, () => tse.status())).openTransactions
  return orphan ?? must(await tse.startTransaction(CLIENT)).transactionNumber
}

/** Bytes that one sale moves over the wire, both directions. */
async function bytesOfSale(bench: CardBench, tse: Tse): Promise<number> {
  bench.volumes.trace.length = 0
  await sell(bench, tse, 'whole')
  return bench.volumes.trace.reduce((sum, { bytes }) => sum + bytes.length, 0)
}

/** One card, one sale per position, and the card pulled after that many bytes of it. */
async function sellWithUnplugAt(positions: readonly number[], polls: number): Promise<void> {
  const bench = await readyBench({ untakenPolls: polls, busyPolls: polls })
  bench.volumes.unmountStale()
  for (const position of positions) {
    bench.volumes.unplugAfter(position)
    await sell(bench, bench.tse, `unplugged after ${position}`)
  }
  const logs = logged(bench)
  const finished = logs.filter(({ operation }) => operation === 'Finish')
  expect(finished.map(({ processData }) => text(processData))).toEqual(
    positions.map((position) => `unplugged after ${position}`),
  )
  const started = logs.filter(({ operation }) => operation === 'Start')
  expect(started.map(({ transactionNumber }) => transactionNumber)).toEqual(
    finished.map(({ transactionNumber }) => transactionNumber),
  )
  expect((await whenBack(bench, () => bench.tse.status())).openTransactions).toEqual([])
}

/** Positions `step` apart over a whole sale, in groups small enough for a card of their own. */
async function groups(step: number, polls: number): Promise<number[][]> {
  const bench = await readyBench({ untakenPolls: polls, busyPolls: polls })
  const bytes = await bytesOfSale(bench, bench.tse)
  const positions = Array.from({ length: Math.ceil((bytes + 1) / step) }, (_, at) => at * step)
  return Array.from({ length: Math.ceil(positions.length / 64) }, (_, at) =>
    positions.slice(at * 64, at * 64 + 64),
  )
}

test('a card pulled after any byte of a sale loses no transaction and doubles none', async () => {
  const all = await groups(1, 0)
  expect(all.flat().at(-1)).toBe(3072)
  for (const positions of all) await sellWithUnplugAt(positions, 0)
}, 120_000)

test('nor does a slow card, pulled while it has not looked, is busy or answers', async () => {
  for (const positions of await groups(61, 3)) await sellWithUnplugAt(positions, 3)
}, 60_000)
