import { createHash, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { algorithmByName } from '../crypto/algorithms.ts'
import { importPoint, pointOf } from '../crypto/public-key.ts'
import { isLogTimeFormat } from '../log/log-time.ts'
import { CLIENT, type MakeBench, must, OTHER_CLIENT, outcome, Stage, sale } from './bench.ts'

/** What a device is, and whom it serves. */
export const identityContract = (make: MakeBench): void => {
  describe('identity', () => {
    const stage = new Stage(make)

    test('the serial is the hash of a point that lies on a curve', () => {
      const { serial, publicKey } = stage.identity
      expect(serial).toBe(createHash('sha256').update(publicKey).digest('hex'))
      expect(importPoint(publicKey)).toMatchObject({ ok: true, value: { serialHex: serial } })
    })

    test('algorithm and time format are among those that receipts know', () => {
      const { algorithm, logTimeFormat, description } = stage.identity
      expect(algorithmByName(algorithm)?.scheme).toBe('ecdsa')
      expect(isLogTimeFormat(logTimeFormat)).toBe(true)
      expect(description).not.toBe('')
    })

    test('the first certificate holds the key of the device and is in force', async () => {
      const [own = new Uint8Array(0)] = stage.identity.certificates
      const certificate = new X509Certificate(Buffer.from(own))
      expect(pointOf(certificate.publicKey)).toEqual(Uint8Array.from(stage.identity.publicKey))
      expect(certificate.validFromDate.getTime()).toBeLessThanOrEqual(stage.bench.now().getTime())
      const { certificateEnd } = must(await stage.tse.status())
      expect(certificateEnd.getTime()).toBeGreaterThan(stage.bench.now().getTime())
    })

    test('an emulator has no certificate of the authority', () => {
      const { emulated, certificationId } = stage.identity
      expect(emulated && certificationId !== null).toBe(false)
    })

    test('opening again is harmless and shows the same device', async () => {
      const { serial } = stage.identity
      await stage.sell()
      await stage.open()
      expect(stage.identity.serial).toBe(serial)
      expect((await stage.start()).transactionNumber).toBe(2)
    })

    test('it is active after opening', async () => {
      expect(must(await stage.tse.status())).toMatchObject({ lifecycle: 'active', openTransactions: [] })
    })
  })

  describe('clients', () => {
    const stage = new Stage(make)

    test('a client registered twice is there once', async () => {
      expect(outcome(await stage.tse.registerClient(CLIENT))).toBe('ok')
      const { clients } = must(await stage.tse.status())
      expect(clients.filter((client) => client === CLIENT)).toEqual([CLIENT])
    })

    test('an unknown client starts nothing', async () => {
      expect(outcome(await stage.tse.startTransaction('BK-0007-99'))).toBe('unknownClient')
      expect(must(await stage.tse.status()).openTransactions).toEqual([])
    })

    test('a client that was removed starts nothing until it is registered again', async () => {
      must(await stage.tse.deregisterClient(OTHER_CLIENT))
      expect(must(await stage.tse.status()).clients).not.toContain(OTHER_CLIENT)
      expect(outcome(await stage.tse.startTransaction(OTHER_CLIENT))).toBe('unknownClient')
      must(await stage.tse.registerClient(OTHER_CLIENT))
      expect(outcome(await stage.tse.startTransaction(OTHER_CLIENT))).toBe('ok')
    })

    test('a transaction is not finished in the name of another client', async () => {
      const { transactionNumber } = await stage.start(CLIENT)
      const foreign = await stage.tse.finishTransaction({
        ...sale,
        clientId: OTHER_CLIENT,
        transactionNumber,
      })
      expect(foreign.ok).toBe(false)
      expect(must(await stage.tse.status()).openTransactions).toEqual([transactionNumber])
    })
  })
}
