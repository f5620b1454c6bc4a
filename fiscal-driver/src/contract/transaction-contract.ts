import { describe, expect, test } from 'vitest'
import { verifyFinish } from '../verify/verify-finish.ts'
import { CLIENT, type MakeBench, must, OTHER_CLIENT, outcome, Stage, sale, type Traits } from './bench.ts'

/** Starting, finishing, counting and signing. */
export const transactionContract = (make: MakeBench, traits: Traits): void => {
  describe('transactions', () => {
    const stage = new Stage(make)

    const verdict = (finish: Awaited<ReturnType<Stage['finish']>>, said: typeof sale) =>
      verifyFinish({ ...stage.identity, ...said, ...finish })

    test('numbers count from 1, one per start', async () => {
      expect((await stage.sell()).start.transactionNumber).toBe(1)
      expect((await stage.sell()).finish.transactionNumber).toBe(2)
      expect((await stage.start()).transactionNumber).toBe(3)
    })

    test('every message takes the next signature counter', async () => {
      const before = must(await stage.tse.status()).signatureCounter
      const first = await stage.sell()
      const second = await stage.sell()
      const counters = [first.start, first.finish, second.start, second.finish].map(
        (it) => it.signatureCounter,
      )
      expect(counters).toEqual([before + 1, before + 2, before + 3, before + 4])
      expect(must(await stage.tse.status()).signatureCounter).toBe(before + 4)
    })

    test('log times are those of the clock it was given, to the second', async () => {
      const { start, finish } = await stage.sell()
      for (const { logTime } of [start, finish]) {
        expect(Math.abs(logTime.getTime() - stage.bench.now().getTime())).toBeLessThanOrEqual(2000)
      }
      expect(finish.logTime.getTime()).toBeGreaterThanOrEqual(start.logTime.getTime())
    })

    test('the signature of a finish verifies against the fields of the receipt', async () => {
      const { finish } = await stage.sell()
      expect(verdict(finish, sale)).toMatchObject({ valid: true, reason: null })
      expect(verdict(finish, { ...sale, processData: `${sale.processData} ` }).valid).toBe(false)
    })

    test('umlauts and other letters are signed as UTF-8', async () => {
      const said = {
        ...sale,
        processType: 'SonstigerVorgang',
        processData: 'Käsebrötchen, süß: 1 € – 面包 🥨',
      }
      expect(verdict((await stage.sell(said)).finish, said).valid).toBe(true)
    })

    test.each(
      [0, 1, 127, 128, 255, 256, 511, 512, 513, 4000].filter((size) => size <= traits.processDataBytes),
    )('processData of %i bytes are signed and read back', async (size) => {
      const said = {
        ...sale,
        processType: 'SonstigerVorgang',
        processData: 'Brot'.repeat(size / 4 + 1).slice(0, size),
      }
      const { finish } = await stage.sell(said)
      expect(verdict(finish, said).valid).toBe(true)
      const stored = must(await stage.tse.readTransaction(finish.transactionNumber))
      expect(stored?.finish?.processData).toBe(said.processData)
    })

    test('a transaction nobody started cannot be finished', async () => {
      expect(outcome(await stage.tse.finishTransaction({ ...sale, transactionNumber: 77 }))).toBe(
        'unknownTransaction',
      )
    })

    test('a second finish is refused', async () => {
      const { finish } = await stage.sell()
      const { transactionNumber } = finish
      expect(outcome(await stage.tse.finishTransaction({ ...sale, transactionNumber }))).toBe(
        'unknownTransaction',
      )
    })

    test('open transactions run side by side and end in any order', async () => {
      const first = await stage.start(CLIENT)
      const second = await stage.start(OTHER_CLIENT)
      const third = await stage.start(CLIENT)
      const { openTransactions } = must(await stage.tse.status())
      expect(openTransactions.toSorted((a, b) => a - b)).toEqual([1, 2, 3])
      await stage.finish(second.transactionNumber, { clientId: OTHER_CLIENT })
      await stage.finish(third.transactionNumber)
      expect(must(await stage.tse.status()).openTransactions).toEqual([first.transactionNumber])
      await stage.finish(first.transactionNumber)
      expect(must(await stage.tse.status()).openTransactions).toEqual([])
    })

    test(`of two commands at once the second is ${traits.overlapping}`, async () => {
      const both = await Promise.all([
        stage.tse.startTransaction(CLIENT),
        stage.tse.startTransaction(OTHER_CLIENT),
      ])
      expect(both.map(outcome)).toEqual(['ok', traits.overlapping === 'busy' ? 'busy' : 'ok'])
      const { openTransactions } = must(await stage.tse.status())
      expect(openTransactions.length).toBe(traits.overlapping === 'busy' ? 1 : 2)
    })
  })

  describe.runIf(traits.limitsChoosable)('limits', () => {
    const stage = new Stage(make, { clients: 3, openTransactions: 2 })

    test('no more transactions than allowed are open, and one that ends makes room', async () => {
      const { transactionNumber } = await stage.start()
      await stage.start()
      expect(outcome(await stage.tse.startTransaction(CLIENT))).toBe('full')
      await stage.finish(transactionNumber)
      expect(outcome(await stage.tse.startTransaction(CLIENT))).toBe('ok')
    })

    test('the status tells the limits', async () => {
      expect(must(await stage.tse.status())).toMatchObject({ maxClients: 3, maxOpenTransactions: 2 })
    })

    test('no more clients than allowed are registered, and one that leaves makes room', async () => {
      // A device may hold one client of its own; so the limit is reached by trying.
      const outcomes: string[] = []
      for (let index = 3; index <= 6; index++)
        outcomes.push(outcome(await stage.tse.registerClient(`BK-0007-0${index}`)))
      expect(outcomes.at(-1)).toBe('full')
      expect(must(await stage.tse.status()).clients.length).toBeLessThanOrEqual(3)
      must(await stage.tse.deregisterClient(OTHER_CLIENT))
      expect(outcome(await stage.tse.registerClient('BK-0007-09'))).toBe('ok')
    })
  })
}
