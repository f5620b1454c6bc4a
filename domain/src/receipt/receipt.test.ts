import * as v from 'valibot'
import { expect, test } from 'vitest'
import {
  goldenHash,
  goldenOutageReceipt,
  goldenReceipt,
  goldenTseOutage,
  goldenTseSigned,
} from '../../test/golden.ts'
import { describeMessages } from '../../test/messages.ts'
import { receiptLineSchema, receiptSchema, taxSumSchema } from './receipt.ts'
import { tseOutageSchema, tseSignedSchema } from './tse.ts'

describeMessages([
  {
    name: 'a receipt',
    schema: receiptSchema,
    golden: goldenReceipt,
    bad: [
      ['id', '815'],
      ['registerId', 'kasse-1'],
      ['number', 0],
      ['number', 1.5],
      ['businessDate', '2026-02-30'],
      ['startedAt', '2026-11-22 05:30'],
      ['completedAt', '2026-11-22T05:30:21Z'],
      ['operatorId', ''],
      ['operatorNumber', '00007'],
      ['lines.0.quantity', 0],
      ['gross', 5.76],
      ['given', 0.5],
      ['change', 0.5],
      ['payments.0.kind', 'Bar'],
      ['tse.state', 'pending'],
      ['catalogueVersion', -1],
      ['softwareVersion', 'x'.repeat(21)],
    ],
  },
  { name: 'a receipt of an outage', schema: receiptSchema, golden: goldenOutageReceipt },
  {
    name: 'a line',
    schema: receiptLineSchema,
    golden: goldenReceipt.lines[0],
    bad: [
      ['base', 0.5],
      ['lineDiscount', 0.5],
      ['receiptDiscount', 0.5],
      ['gross', 1_000_000_001],
      ['vatKey', 0],
      ['rate', 10_001],
    ],
  },
  {
    name: 'a tax sum',
    schema: taxSumSchema,
    golden: goldenReceipt.taxes[0],
    bad: [
      ['vatKey', 0],
      ['rate', -1],
      ['gross', 0.5],
      ['net', 0.5],
      ['vat', 0.5],
    ],
  },
  {
    name: 'a signature',
    schema: tseSignedSchema,
    golden: goldenTseSigned,
    bad: [
      ['state', 'outage'],
      ['serial', goldenHash.slice(2)],
      ['clientId', 'x'.repeat(31)],
      ['transactionNumber', 0],
      ['signatureCounter', 0],
      ['startTime', '2026-11-22T05:30:00'],
      ['finishTime', '1795325421'],
      ['processType', ''],
      ['signature', 'MEU'],
    ],
  },
  {
    name: 'an outage',
    schema: tseOutageSchema,
    golden: goldenTseOutage,
    bad: [
      ['state', 'signed'],
      ['outageId', '1'],
      ['clientId', ''],
      ['reason', 'x'.repeat(41)],
    ],
  },
])

test('a return has amounts below zero', () => {
  const sum = { vatKey: 2, rate: 700, gross: -190, net: -178, vat: -12 }
  expect(v.parse(taxSumSchema, sum)).toEqual(sum)
})
