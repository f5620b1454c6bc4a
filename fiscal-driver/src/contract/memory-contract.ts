import { describe, expect, test } from 'vitest'
import { importPoint } from '../crypto/public-key.ts'
import { verifyArchive } from '../verify/verify-archive.ts'
import { verifyLog } from '../verify/verify-log.ts'
import { CLIENT, type MakeBench, must, OTHER_CLIENT, Stage, sale } from './bench.ts'

/** What a device remembers: single transactions, the archive, and everything over a power cut. */
export const memoryContract = (make: MakeBench): void => {
  describe('reading back', () => {
    const stage = new Stage(make)

    const readBack = async (transactionNumber: number) =>
      must(await stage.tse.readTransaction(transactionNumber))

    test('an open transaction has a start and no finish', async () => {
      const start = await stage.start(OTHER_CLIENT)
      const stored = await readBack(start.transactionNumber)
      expect(stored).toMatchObject({ clientId: OTHER_CLIENT, finish: null })
      expect(stored?.start).toMatchObject({
        transactionNumber: start.transactionNumber,
        signatureCounter: start.signatureCounter,
        logTime: start.logTime,
      })
    })

    test('a finished one comes back as it was said, before and after a power cut', async () => {
      const { finish } = await stage.sell()
      const { transactionNumber, signatureCounter, logTime } = finish
      const expected = { ...sale, transactionNumber, signatureCounter, logTime }
      expect((await readBack(transactionNumber))?.finish).toMatchObject(expected)
      await stage.restart()
      const stored = await readBack(transactionNumber)
      expect(stored?.finish).toMatchObject(expected)
      expect(Buffer.from(stored?.finish?.signature ?? []).equals(Buffer.from(finish.signature))).toBe(true)
    })

    test('the stored message verifies under the key of the device', async () => {
      const { finish } = await stage.sell()
      const stored = await readBack(finish.transactionNumber)
      const bytes = stored?.finish?.message ?? finish.message
      const key = importPoint(stage.identity.publicKey)
      if (!key.ok || bytes === null) throw new Error('a device stores what it signs')
      expect(verifyLog(bytes, key.value)).toMatchObject({ valid: true, reason: null })
    })

    test('a transaction that never was is not known', async () => {
      expect(await readBack(99)).toBeNull()
    })
  })

  describe('power cuts', () => {
    const stage = new Stage(make)

    test('counters, clients and open transactions survive', async () => {
      const { finish } = await stage.sell()
      const open = await stage.start(OTHER_CLIENT)
      await stage.restart()
      const status = must(await stage.tse.status())
      expect(status.openTransactions).toEqual([open.transactionNumber])
      expect(status.clients).toEqual(expect.arrayContaining([CLIENT, OTHER_CLIENT]))
      expect(status.signatureCounter).toBeGreaterThan(finish.signatureCounter)
      const late = await stage.finish(open.transactionNumber, { clientId: OTHER_CLIENT })
      expect(late.signatureCounter).toBeGreaterThan(open.signatureCounter)
      expect((await stage.start()).transactionNumber).toBe(open.transactionNumber + 1)
    })

    test('the device stays the same', async () => {
      const { serial } = stage.identity
      await stage.restart()
      expect(stage.identity.serial).toBe(serial)
    })

    test('without opening it again nothing is signed', async () => {
      await stage.bench.restart()
      const started = await stage.tse.startTransaction(CLIENT)
      expect(started.ok).toBe(false)
      await stage.open()
      expect((await stage.start()).transactionNumber).toBe(1)
    })

    test('a lost answer to a finish is found again by reading back', async ({ skip }) => {
      skip(stage.bench.loseAnswer === undefined, 'this device cannot stage a lost answer')
      const { transactionNumber } = await stage.start()
      await stage.bench.loseAnswer?.('finish')
      expect((await stage.tse.finishTransaction({ ...sale, transactionNumber })).ok).toBe(false)
      await stage.open()
      expect(must(await stage.tse.readTransaction(transactionNumber))?.finish).toMatchObject(sale)
    })

    test('a lost answer to a start is found again among the open transactions', async ({ skip }) => {
      skip(stage.bench.loseAnswer === undefined, 'this device cannot stage a lost answer')
      await stage.bench.loseAnswer?.('start')
      expect((await stage.tse.startTransaction(CLIENT)).ok).toBe(false)
      await stage.open()
      const [orphan = 0] = must(await stage.tse.status()).openTransactions
      expect(must(await stage.tse.readTransaction(orphan))).toMatchObject({ clientId: CLIENT, finish: null })
      await stage.finish(orphan)
    })
  })

  describe('archive', () => {
    const stage = new Stage(make)

    test('the whole archive verifies without a finding, counted without a gap', async () => {
      await stage.sell()
      await stage.sell({ clientId: OTHER_CLIENT, processData: 'Beleg^1.00_0.00_0.00_0.00_0.00^1.00:Unbar' })
      must(await stage.tse.updateTime(stage.bench.now()))
      must(await stage.tse.selfTest())
      await stage.restart()
      await stage.sell()
      const root = stage.identity.certificates.at(-1) ?? new Uint8Array(0)
      const report = await verifyArchive(await stage.archive(), { filtered: false, trustAnchors: [root] })
      expect(report.findings).toEqual([])
      expect(report).toMatchObject({ valid: true, firstWrong: null })
      expect(report.verified).toBe(report.messages)
      expect(report.devices).toMatchObject([
        {
          serial: stage.identity.serial,
          firstCounter: 1,
          missingCount: 0,
          transactions: 3,
          chain: { pinned: true },
        },
      ])
      expect(report.devices[0]?.lastCounter).toBe(must(await stage.tse.status()).signatureCounter)
    })

    test('an archive of one client holds no transaction of another', async () => {
      await stage.sell()
      await stage.sell({ clientId: OTHER_CLIENT })
      const report = await verifyArchive(await stage.archive({ clientId: OTHER_CLIENT }), { filtered: true })
      expect(report.valid).toBe(true)
      expect(report.devices).toMatchObject([{ clients: [OTHER_CLIENT], transactions: 1 }])
    })

    test('an archive of a time to come is empty of transactions', async () => {
      await stage.sell()
      const from = new Date(stage.bench.now().getTime() + 3_600_000)
      const report = await verifyArchive(await stage.archive({ from }), { filtered: true })
      expect(report.valid).toBe(true)
      expect(report.messages).toBe(0)
    })
  })
}
