import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { algorithmByName } from '../crypto/algorithms.ts'
import { importPoint, type TseKey } from '../crypto/public-key.ts'
import { parseQr } from '../qr/parse.ts'
import { fiskalyExample, officialExample, officialSignedBytes } from '../qr/real-receipts.fixture.ts'
import { finishBytes } from './verify-finish.ts'
import { verifyQr } from './verify-qr.ts'

const rebuild = (qr: string): { readonly hex: string; readonly key: TseKey } => {
  const fields = parseQr(qr)
  if (!fields.ok) throw new Error(fields.error)
  const key = importPoint(fields.value.publicKey)
  const algorithm = algorithmByName(fields.value.algorithm)
  if (!key.ok || algorithm === undefined) throw new Error('no key')
  const bytes = finishBytes(fields.value, { key: key.value, algorithm }, { format: 'unixTime' })
  return { hex: Buffer.from(bytes).toString('hex'), key: key.value }
}

test('the example of DSFinV-K Annex I verifies on brainpoolP384r1', () => {
  expect(verifyQr(officialExample)).toEqual({
    valid: true,
    reason: null,
    curve: 'brainpoolP384r1',
    hash: 'sha384',
    signatureEncoding: 'plain',
    processDataForm: 'primitive',
    transactionNumber: 13,
    signatureCounter: 44131,
    clientId: 'AMA-2642',
    processData: 'Beleg^4.05_3.00_0.00_0.00_0.00^7.05:Bar',
    startTimeProven: false,
  })
})

test('its signed bytes are rebuilt exactly', () => {
  const { hex, key } = rebuild(officialExample)
  expect(hex).toBe(officialSignedBytes)
  expect(key.serialHex).toBe('bf1b13c1cf8a6f7958c190201daf9e18b850cf2cdc0885078d48868f625955e3')
})

test('a fiskaly receipt verifies on P-256 and its bytes end as published', () => {
  expect(verifyQr(fiskalyExample)).toMatchObject({
    valid: true,
    curve: 'P-256',
    hash: 'sha256',
    signatureCounter: 34,
  })
  const { hex, key } = rebuild(fiskalyExample)
  expect(hex.endsWith('020122020463cade63')).toBe(true)
  expect(key.serialHex).toBe('a408459289ea51b6f492df7a24272c395fa0a4820245389dea15eba89f6e12f7')
})

const change = (qr: string, field: number, edit: (value: string) => string): string => {
  const fields = qr.split(';')
  fields[field - 1] = edit(fields[field - 1] ?? '')
  const changed = fields.join(';')
  if (changed === qr) throw new Error('the mutation changed nothing')
  return changed
}

const flipBit = (base64: string, byte: number): string => {
  const bytes = Buffer.from(base64, 'base64')
  bytes[byte] = (bytes[byte] ?? 0) ^ 1
  return bytes.toString('base64')
}

describe.each([
  ['official', officialExample],
  ['fiskaly', fiskalyExample],
])('a changed %s receipt', (_, qr) => {
  test.each([
    [
      'an amount digit',
      change(qr, 4, (value) => value.replace('1', '8').replace('4.05', '5.05')),
      'signature',
    ],
    [
      'the kind of payment',
      change(qr, 4, (v) => (v.endsWith('Unbar') ? v.replace('Unbar', 'Bar') : v.replace('Bar', 'Unbar'))),
      'signature',
    ],
    ['the counter', change(qr, 6, (value) => String(Number(value) + 1)), 'signature'],
    ['the transaction number', change(qr, 5, (value) => String(Number(value) + 1)), 'signature'],
    ['the client', change(qr, 2, (value) => `${value}1`), 'signature'],
    ['the log time', change(qr, 8, (value) => new Date(Date.parse(value) + 1000).toISOString()), 'signature'],
    ['the log time format', change(qr, 10, () => 'generalizedTime'), 'signature'],
    ['the process type', change(qr, 3, () => 'Kassenbeleg-V2'), 'signature'],
    ['the algorithm', change(qr, 9, () => 'ecdsa-plain-SHA512'), 'signature'],
    ['a signature bit', change(qr, 11, (value) => flipBit(value, 5)), 'signature'],
    ['a key byte', change(qr, 12, (value) => flipBit(value, 20)), 'pointNotOnCurve'],
    [
      'the key length',
      change(qr, 12, (value) => Buffer.from(value, 'base64').subarray(0, -1).toString('base64')),
      'keyLength',
    ],
  ])('is rejected when %s differs', (_what, changed, reason) => {
    expect(verifyQr(changed)).toMatchObject({ valid: false, reason })
  })

  test('still verifies with another start time, which is never proven', () => {
    const moved = change(qr, 7, (value) => new Date(Date.parse(value) - 3_600_000).toISOString())
    expect(verifyQr(moved)).toMatchObject({ valid: true, startTimeProven: false })
  })

  test('is called unsupported, not forged, under a Schnorr algorithm', () => {
    const schnorr = change(qr, 9, () => 'ecsdsa-plain-SHA256')
    expect(verifyQr(schnorr)).toMatchObject({ valid: false, reason: 'unsupportedAlgorithm' })
  })

  test('is called unknown under an algorithm nobody defined', () => {
    const odd = change(qr, 9, () => 'ecdsa-plain-SHA1000')
    expect(verifyQr(odd)).toMatchObject({ valid: false, reason: 'unknownAlgorithm' })
  })
})

test('unreadable text is refused by name', () => {
  expect(verifyQr('')).toMatchObject({ valid: false, reason: 'malformed: fieldCount', curve: null })
  expect(verifyQr(`${officialExample};`)).toMatchObject({ reason: 'malformed: fieldCount' })
})

test('the serial number is the hash of the uncompressed point', () => {
  const point = Buffer.from(officialExample.split(';')[11] ?? '', 'base64')
  expect(rebuild(officialExample).key.serialHex).toBe(createHash('sha256').update(point).digest('hex'))
})
