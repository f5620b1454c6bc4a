import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ArchiveFailure } from '../archive-failure.ts'
import { importPoint } from '../crypto/public-key.ts'
import { verifyArchive } from '../verify/verify-archive.ts'
import { verifyLog } from '../verify/verify-log.ts'
import type { SoftwareTseOptions } from './options.ts'
import { openSoftwareTse, type SoftwareTse } from './software-tse.ts'

const NOW = new Date('2026-11-23T05:00:00.000Z')

let folder = ''
const open: SoftwareTse[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'software-tse-'))
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((tse) => tse.close()))
  rmSync(folder, { recursive: true })
})

const make = (options: Partial<SoftwareTseOptions> = {}): SoftwareTse => {
  const tse = openSoftwareTse({ folder, clock: () => NOW, fsync: false, ...options })
  open.push(tse)
  return tse
}

const value = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const ready = async (options: Partial<SoftwareTseOptions> = {}): Promise<SoftwareTse> => {
  const tse = make(options)
  value(await tse.open(NOW))
  value(await tse.registerClient('K-1'))
  return tse
}

const receipt = {
  clientId: 'K-1',
  processType: 'Kassenbeleg-V1',
  processData: 'Beleg^0.00_2.55_0.00_0.00_0.00^2.55:Bar',
}

test('it says that it is a simulator without certification', async () => {
  const identity = value(await make().open(NOW))
  expect(identity).toMatchObject({
    description: 'Brotkasten Software-TSE (Simulator, ohne Zertifizierung)',
    emulated: true,
    certificationId: null,
    algorithm: 'ecdsa-plain-SHA256',
  })
})

test('it signs with its own key what it was given', async () => {
  const tse = make()
  const identity = value(await tse.open(NOW))
  value(await tse.registerClient('K-1'))
  const { transactionNumber } = value(await tse.startTransaction('K-1'))
  const finish = value(await tse.finishTransaction({ ...receipt, transactionNumber }))
  const verdict = verifyLog(finish.message ?? new Uint8Array(0), value(importPoint(identity.publicKey)))
  expect(verdict).toMatchObject({ valid: true, message: { signatureCounter: finish.signatureCounter } })
  expect(verdict.message?.content).toMatchObject({
    operation: 'Finish',
    clientId: 'K-1',
    processType: 'Kassenbeleg-V1',
  })
})

test('nothing works before open', async () => {
  expect(await make().startTransaction('K-1')).toMatchObject({ ok: false, error: { kind: 'notReady' } })
})

test('an injected failure is answered without doing anything, as often as asked', async () => {
  const tse = await ready()
  const { signatureCounter } = value(await tse.status())
  tse.inject({ at: 'start', kind: 'full', times: 2 })
  expect(await tse.startTransaction('K-1')).toMatchObject({ error: { kind: 'full' } })
  expect(await tse.startTransaction('K-1')).toMatchObject({ error: { kind: 'full' } })
  expect(value(await tse.startTransaction('K-1')).signatureCounter).toBe(signatureCounter + 1)
})

test('cleared faults strike no more', async () => {
  const tse = await ready()
  tse.inject({ at: 'any', kind: 'unreachable', times: Number.POSITIVE_INFINITY })
  expect(await tse.status()).toMatchObject({ ok: false })
  tse.clearFaults()
  expect(await tse.status()).toMatchObject({ ok: true })
})

test('power lost after signing: the answer is missing, the message is not', async () => {
  const tse = await ready({ faults: [{ at: 'finish', kind: 'powerLossAfterSigning' }] })
  const { transactionNumber } = value(await tse.startTransaction('K-1'))
  expect(await tse.finishTransaction({ ...receipt, transactionNumber })).toMatchObject({
    error: { kind: 'timeout' },
  })
  expect(await tse.status()).toMatchObject({ error: { kind: 'notReady' } })
  value(await tse.open(NOW))
  expect(value(await tse.readTransaction(transactionNumber))?.finish).toMatchObject(receipt)
})

test('power lost before signing leaves the transaction open', async () => {
  const tse = await ready({ faults: [{ at: 'finish', kind: 'powerLossBeforeSigning' }] })
  const { transactionNumber } = value(await tse.startTransaction('K-1'))
  expect(await tse.finishTransaction({ ...receipt, transactionNumber })).toMatchObject({
    error: { kind: 'timeout' },
  })
  value(await tse.open(NOW))
  expect(value(await tse.readTransaction(transactionNumber))?.finish).toBeNull()
  expect(value(await tse.status()).openTransactions).toEqual([transactionNumber])
})

test.each(['lostAnswer', 'garbageAfterSigning'] as const)(
  '%s keeps the device up and the message stored',
  async (kind) => {
    const tse = await ready({ faults: [{ at: 'start', kind }] })
    expect(await tse.startTransaction('K-1')).toMatchObject({ ok: false })
    expect(value(await tse.status()).openTransactions).toEqual([1])
  },
)

test('a self-test that has become due refuses transactions until it ran', async () => {
  let now = NOW
  const tse = await ready({ clock: () => now, selfTestEvery: 3600 })
  now = new Date(NOW.getTime() + 3_600_000)
  expect(await tse.startTransaction('K-1')).toMatchObject({ error: { kind: 'notReady' } })
  value(await tse.selfTest())
  expect(await tse.startTransaction('K-1')).toMatchObject({ ok: true })
})

test('an ended certificate signs no more transactions', async () => {
  let now = NOW
  const tse = await ready({ clock: () => now, certificateYears: 1, selfTestEvery: null })
  now = new Date('2028-01-01T00:00:00Z')
  expect(await tse.startTransaction('K-1')).toMatchObject({ error: { kind: 'expired' } })
})

test('started transactions can always be finished, however full the device', async () => {
  const tse = await ready({ limits: { signatures: 12 } })
  const started: number[] = []
  for (let left = true; left; ) {
    const next = await tse.startTransaction('K-1')
    if (next.ok) started.push(next.value.transactionNumber)
    left = next.ok
    if (!next.ok) expect(next.error.kind).toBe('full')
  }
  expect(started.length).toBeGreaterThan(1)
  for (const transactionNumber of started)
    value(await tse.finishTransaction({ ...receipt, transactionNumber }))
  expect(value(await tse.status()).signaturesLeft).toBeGreaterThanOrEqual(0)
})

test('two devices on one folder do not hand out the same counter', async () => {
  const first = await ready()
  const second = make()
  value(await second.open(NOW))
  expect(await first.startTransaction('K-1')).toMatchObject({ error: { kind: 'refused' } })
  expect(await second.startTransaction('K-1')).toMatchObject({ ok: true })
})

test('flushed to the disk it signs all the same', async () => {
  const tse = await ready({ fsync: true })
  const { transactionNumber } = value(await tse.startTransaction('K-1'))
  expect(value(await tse.finishTransaction({ ...receipt, transactionNumber })).transactionNumber).toBe(1)
})

test('a slow device is busy until it has answered', async () => {
  const tse = await ready({ latencyMs: 1 })
  const first = tse.startTransaction('K-1')
  expect(await tse.status()).toMatchObject({ error: { kind: 'busy' } })
  expect(await first).toMatchObject({ ok: true })
  expect(await tse.status()).toMatchObject({ ok: true })
})

test('an archive names the description it was initialised with, whatever is said later', async () => {
  const first = await ready({ description: 'Laden 7' })
  await first.close()
  const tse = make({ description: 'Laden 8' })
  expect(value(await tse.open(NOW)).description).toBe('Laden 7')
  const chunks: Uint8Array[] = []
  for await (const chunk of tse.exportArchive({})) chunks.push(chunk)
  expect((await verifyArchive(chunks)).info?.description).toBe('Laden 7')
})

test('an archive of a closed device breaks off by name', () => {
  expect(() => make().exportArchive({})).toThrow(ArchiveFailure)
})

test('a damaged memory is refused at every opening, and repaired by nobody', async () => {
  await (await ready()).close()
  const log = join(folder, 'log.bin')
  const bytes = readFileSync(log)
  bytes[60] = (bytes[60] ?? 0) ^ 1
  writeFileSync(log, bytes)
  expect(await make().open(NOW)).toMatchObject({ ok: false, error: { kind: 'refused' } })
  expect(await make().open(NOW)).toMatchObject({ ok: false, error: { kind: 'refused' } })
})

test('the curve is chosen once: a device keeps its key', async () => {
  const first = value(await (await ready({ curve: 'brainpoolP256r1' })).open(NOW))
  const again = value(await make({ curve: 'P-384' }).open(NOW))
  expect(again).toMatchObject({ serial: first.serial, algorithm: 'ecdsa-plain-SHA256' })
})
