import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifyArchive } from '../verify/verify-archive.ts'
import { type Bench, CLIENT, type MakeBench, must, OTHER_CLIENT, outcome, sale } from './bench.ts'

/** What the box believes about a device. */
interface Model {
  readonly open: Map<number, string>
  nextTransaction: number
  lastCounter: number
}

type Step =
  | { readonly do: 'start'; readonly clientId: string }
  | { readonly do: 'finish' | 'finishForeign'; readonly pick: number; readonly text: string }
  | { readonly do: 'finishUnknown' | 'updateTime' | 'selfTest' | 'register' | 'restart' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      clientId: fc.constantFrom(CLIENT, OTHER_CLIENT),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('finish' as const, 'finish' as const, 'finishForeign' as const),
      pick: fc.nat(),
      text: fc.string({ unit: 'grapheme', maxLength: 200 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('finishUnknown', 'updateTime', 'selfTest', 'register', 'restart' as const),
    }),
  },
)

const other = (clientId: string | undefined): string => (clientId === CLIENT ? OTHER_CLIENT : CLIENT)

/** Runs one step and checks the answer against the model. */
const run = async (bench: Bench, model: Model, what: Step): Promise<void> => {
  const { tse } = bench
  switch (what.do) {
    case 'start': {
      const started = must(await tse.startTransaction(what.clientId))
      expect(started.transactionNumber).toBe(model.nextTransaction)
      expect(started.signatureCounter).toBeGreaterThan(model.lastCounter)
      model.open.set(started.transactionNumber, what.clientId)
      model.nextTransaction++
      model.lastCounter = started.signatureCounter
      return
    }
    case 'finish':
    case 'finishForeign':
      return finish(bench, model, what)
    case 'finishUnknown': {
      const unknown = { ...sale, transactionNumber: model.nextTransaction + 5 }
      expect(outcome(await tse.finishTransaction(unknown))).toBe('unknownTransaction')
      return
    }
    case 'updateTime':
      must(await tse.updateTime(bench.now()))
      return
    case 'selfTest':
      must(await tse.selfTest())
      return
    case 'register':
      must(await tse.registerClient(CLIENT))
      return
    case 'restart':
      await bench.restart()
      must(await bench.tse.open(bench.now()))
  }
}

const finish = async (bench: Bench, model: Model, what: Extract<Step, { pick: number }>): Promise<void> => {
  const numbers = [...model.open.keys()]
  const transactionNumber = numbers[what.pick % Math.max(1, numbers.length)]
  if (transactionNumber === undefined) return
  const owner = model.open.get(transactionNumber)
  const clientId = what.do === 'finish' ? (owner ?? CLIENT) : other(owner)
  const said = { clientId, processType: 'SonstigerVorgang', processData: what.text, transactionNumber }
  const finished = await bench.tse.finishTransaction(said)
  if (what.do === 'finishForeign') {
    expect(finished.ok).toBe(false)
    return
  }
  expect(must(finished).signatureCounter).toBeGreaterThan(model.lastCounter)
  model.lastCounter = must(finished).signatureCounter
  model.open.delete(transactionNumber)
  expect(must(await bench.tse.readTransaction(transactionNumber))?.finish).toMatchObject(said)
}

const judge = async (bench: Bench, model: Model): Promise<void> => {
  const status = must(await bench.tse.status())
  expect(status.openTransactions.toSorted((a, b) => a - b)).toEqual(
    [...model.open.keys()].toSorted((a, b) => a - b),
  )
  const report = await verifyArchive(bench.tse.exportArchive({}), { filtered: false })
  expect(
    report.findings.filter(({ kind }) => kind !== 'transactionOpen' && kind !== 'rootNotPinned'),
  ).toEqual([])
  expect(report.devices[0]?.openTransactions ?? []).toEqual([...model.open.keys()].toSorted((a, b) => a - b))
  expect(report.devices[0]?.lastCounter).toBe(status.signatureCounter)
}

/** Any order of commands and power cuts keeps the books of box and device equal, and the archive whole. */
export const modelContract = (make: MakeBench, runs: number): void => {
  describe('any sequence', () => {
    test('of commands and power cuts leaves an archive without a finding', { timeout: 60_000 }, async () => {
      const sequences = fc.array(step, { minLength: 1, maxLength: 25 })
      const property = fc.asyncProperty(sequences, async (steps) => {
        const bench = await make()
        try {
          must(await bench.tse.open(bench.now()))
          must(await bench.tse.registerClient(CLIENT))
          must(await bench.tse.registerClient(OTHER_CLIENT))
          const model: Model = { open: new Map(), nextTransaction: 1, lastCounter: 0 }
          for (const what of steps) await run(bench, model, what)
          await judge(bench, model)
        } finally {
          await bench.dispose()
        }
      })
      await fc.assert(property, { numRuns: runs, seed: 146 })
    })
  })
}
