import { sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { algorithmByName } from '../crypto/algorithms.ts'
import { importPoint } from '../crypto/public-key.ts'
import type { ProcessDataForm } from '../log/encode-log.ts'
import type { LogTimeFormat } from '../tse.ts'
import { device } from './archive/archive.fixture.ts'
import { type FinishFields, finishBytes, verifyFinish } from './verify-finish.ts'

const plain: FinishFields = {
  clientId: 'BK-0007-01',
  processType: 'Kassenbeleg-V1',
  processData: 'Beleg^0.00_2.55_0.00_0.00_0.00^2.55:Bar',
  transactionNumber: 7,
  signatureCounter: 44131,
  logTime: new Date('2026-11-23T05:00:07.250Z'),
  logTimeFormat: 'unixTime',
  algorithm: 'ecdsa-plain-SHA256',
  signature: new Uint8Array(64),
  publicKey: device.point,
}

interface Manner {
  readonly written?: LogTimeFormat
  readonly form?: ProcessDataForm
  readonly dsaEncoding?: 'ieee-p1363' | 'der'
}

/** The fields with a signature as a device of that manner would make it. */
const signed = (
  fields: FinishFields,
  { written, form, dsaEncoding = 'ieee-p1363' }: Manner = {},
): FinishFields => {
  const key = importPoint(device.point)
  const algorithm = algorithmByName(fields.algorithm)
  if (!key.ok || algorithm === undefined) throw new Error('no key')
  const format = written ?? (fields.logTimeFormat as LogTimeFormat)
  const bytes = finishBytes(fields, { key: key.value, algorithm }, { format, form: form ?? 'primitive' })
  return { ...fields, signature: sign(algorithm.hash, bytes, { key: device.privateKey, dsaEncoding }) }
}

describe('a finish', () => {
  test.each([
    'unixTime',
    'utcTime',
    'utcTimeWithSeconds',
    'generalizedTime',
    'generalizedTimeWithMilliseconds',
  ] as const)('verifies with log times as %s', (logTimeFormat) => {
    expect(verifyFinish(signed({ ...plain, logTimeFormat }))).toMatchObject({
      valid: true,
      curve: 'P-256',
      hash: 'sha256',
    })
  })

  test('said to have utcTime verifies with seconds, too', () => {
    const fields = { ...plain, logTimeFormat: 'utcTime' as const }
    expect(verifyFinish(signed(fields, { written: 'utcTimeWithSeconds' })).valid).toBe(true)
  })

  test('verifies where the device stores its data constructed, and that is told', () => {
    expect(verifyFinish(signed(plain, { form: 'constructed' }))).toMatchObject({
      valid: true,
      processDataForm: 'constructed',
    })
  })

  test('verifies with a DER signature, and that is told', () => {
    expect(verifyFinish(signed(plain, { dsaEncoding: 'der' }))).toMatchObject({
      valid: true,
      signatureEncoding: 'der',
    })
  })

  test.each(['ecdsa-plain-SHA384', 'ecdsa-plain-SHA3-256'])('verifies under %s', (algorithm) => {
    expect(verifyFinish(signed({ ...plain, algorithm })).valid).toBe(true)
  })

  test('is taken as receipts store it, with texts for time and bytes', () => {
    const { signature, publicKey } = signed(plain)
    const stored = {
      ...plain,
      logTime: '2026-11-23T05:00:07.250Z',
      signature: Buffer.from(signature).toString('base64'),
      publicKey: Buffer.from(publicKey).toString('base64'),
    }
    expect(verifyFinish(stored).valid).toBe(true)
  })

  test.each<[string, Partial<FinishFields>, string]>([
    ['without a signature', {}, 'signature'],
    ['of a key too short', { publicKey: device.point.subarray(1) }, 'keyLength'],
    [
      'of a key beside the curve',
      { publicKey: device.point.map((byte, at) => (at === 9 ? byte ^ 1 : byte)) },
      'pointNotOnCurve',
    ],
    ['under an unknown algorithm', { algorithm: 'rsa' }, 'unknownAlgorithm'],
    ['under a Schnorr algorithm', { algorithm: 'ecsdsa-plain-SHA256' }, 'unsupportedAlgorithm'],
    ['with an unknown time format', { logTimeFormat: 'stardate' }, 'badField'],
    ['with no time', { logTime: 'yesterday' }, 'badField'],
    ['with a time before 1970', { logTime: new Date(-1) }, 'badField'],
    ['with a time beyond 9999', { logTime: new Date(Date.UTC(10000, 0)) }, 'badField'],
    ['with a negative counter', { signatureCounter: -1 }, 'badField'],
    ['with half a transaction', { transactionNumber: 1.5 }, 'badField'],
  ])('%s is refused by name', (_, changed, reason) => {
    expect(verifyFinish({ ...plain, ...changed })).toMatchObject({ valid: false, reason })
  })
})
