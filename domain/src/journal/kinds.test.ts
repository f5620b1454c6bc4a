import { expect, test } from 'vitest'
import {
  goldenBodies,
  goldenHash,
  goldenOutageReceipt,
  goldenReceipt,
  goldenTseSigned,
} from '../../test/golden.ts'
import { describeMessages, type MessageCase } from '../../test/messages.ts'
import { CURRENT_VERSION, KINDS, type Kind } from './kinds.ts'

const kinds = Object.keys(KINDS) as Kind[]

const bad: Partial<Record<Kind, MessageCase['bad']>> = {
  'box.started': [
    ['boxId', ''],
    ['branchId', 'x'.repeat(61)],
    ['softwareVersion', 'x'.repeat(21)],
  ],
  'register.opened': [
    ['registerId', 'kasse-1'],
    ['serial', 'x'.repeat(31)],
    ['name', ''],
  ],
  'tse.adopted': [
    ['serial', goldenHash.toUpperCase()],
    ['description', ''],
    ['publicKey', 'BA-_'],
    ['algorithm', 'ecdsa-plain-SHA1'],
    ['logTimeFormat', 'iso8601'],
    ['certificates.1', 'MII'],
    ['certificationId', ''],
  ],
  'sale.aborted': [
    ['registerId', 'kasse-1'],
    ['reason', 'forgotten'],
    ['tse.state', 'outage'],
  ],
  'sale.signatureFound': [
    ['receiptId', '815'],
    ['tse.state', 'outage'],
  ],
  'tse.outageBegan': [
    ['outageId', ''],
    ['reason', 'x'.repeat(41)],
  ],
  'tse.outageEnded': [
    ['beganAt', '2026-11-22'],
    ['affectedReceipts', -1],
  ],
  'catalogue.applied': [
    ['epoch', ''],
    ['version', 0.5],
    ['changes', -1],
    ['hash', goldenHash.slice(1)],
  ],
}

describeMessages([
  ...kinds.map((name) => ({
    name,
    schema: KINDS[name][1],
    golden: goldenBodies[name],
    bad: bad[name] ?? [],
  })),
  { name: 'sale.completed in an outage', schema: KINDS['sale.completed'][1], golden: goldenOutageReceipt },
  {
    name: 'sale.aborted of no register',
    schema: KINDS['sale.aborted'][1],
    golden: { registerId: null, reason: 'voided', tse: goldenTseSigned },
  },
])

test('every kind is written in its newest version', () => {
  expect(CURRENT_VERSION).toEqual(
    Object.fromEntries(kinds.map((kind) => [kind, Math.max(...Object.keys(KINDS[kind]).map(Number))])),
  )
})

test('the versions of a kind count from 1 without a gap', () => {
  const gapped = kinds.filter((kind) =>
    Object.keys(KINDS[kind]).some((version, index) => Number(version) !== index + 1),
  )
  expect(gapped).toEqual([])
})

test('the golden receipt obeys the laws of a receipt', () => {
  const { lines, taxes, payments, gross, given, change } = goldenReceipt
  const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0)
  expect(sum(lines.map((line) => line.gross))).toBe(gross)
  expect(sum(taxes.map((tax) => tax.net + tax.vat))).toBe(gross)
  expect(sum(payments.map((payment) => payment.amount))).toBe(gross)
  expect(given - change).toBe(gross)
})
