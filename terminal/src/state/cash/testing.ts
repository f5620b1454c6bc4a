import { cents } from '@brotkasten/domain/money/cents'
import { pieces } from '@brotkasten/domain/money/quantity'
import type { Receipt, ReceiptLine } from '@brotkasten/domain/receipt/receipt'
import { receiptSchema } from '@brotkasten/domain/receipt/receipt'
import * as v from 'valibot'
import { NOW, uuid } from '../cart/testing.ts'

/** Pieces the tests of the cash desk share. */

const HASH = 'a3f5'.repeat(16)

export const signed = {
  state: 'signed',
  serial: HASH,
  clientId: 'BK-0007-01',
  transactionNumber: 11,
  signatureCounter: 22,
  startTime: NOW,
  finishTime: NOW,
  processType: 'Kassenbeleg-V1',
  processData: '',
  signature: 'MEUCIQDx+/8=',
} as const

export const line = (n: number, quantity: number, gross: number, rate = 700): ReceiptLine => ({
  id: uuid(n),
  articleId: `a-${n}`,
  name: `Artikel ${n}`,
  quantity: pieces(quantity),
  unitPrice: cents(Math.round(gross / quantity)),
  category: 'food',
  place: 'takeaway',
  catalogueVersion: 1,
  discount: null,
  base: cents(gross),
  lineDiscount: cents(0),
  receiptDiscount: cents(0),
  gross: cents(gross),
  vatKey: rate === 700 ? 2 : 1,
  rate,
})

/** Four rolls for 1.80 and a bread for 4.95, paid with a ten-euro note. */
export const sale: Receipt = v.parse(receiptSchema, {
  id: uuid(1),
  registerId: uuid(2),
  number: 12,
  businessDate: '2026-11-22',
  startedAt: NOW,
  completedAt: NOW,
  operatorId: 'anna',
  operatorNumber: '11',
  lines: [line(11, 4, 180), line(12, 1, 495)],
  discount: null,
  gross: 675,
  taxes: [{ vatKey: 2, rate: 700, gross: 675, net: 631, vat: 44 }],
  payments: [{ kind: 'cash', amount: 675 }],
  given: 1000,
  change: 325,
  tse: signed,
  catalogueVersion: 1,
  softwareVersion: '0.1.0',
})
