import { expect, test } from 'vitest'
import { goldenCart, goldenEntities, goldenOutageReceipt, goldenReceipt } from '../../test/golden.ts'
import { idOf } from '../../test/ids.ts'
import { describeMessages, type MessageCase, missingExamples } from '../../test/messages.ts'
import * as till from './till.ts'

const view = {
  receipt: goldenReceipt,
  registerName: 'Kasse 1',
  registerSerial: 'BK-0007-01',
  qr: 'V0;BK-0007-01;Kassenbeleg-V1',
  tseEmulated: true,
  branch: goldenEntities.branch,
}
const sellable = { ...goldenEntities.article, takeaway: 420, dineIn: 450 }
const person = { id: 's-7', number: '7', name: 'Anna Beispiel' }
const status = {
  box: { softwareVersion: '0.1.0', branchName: 'Bahnhof', time: '2026-11-22T05:30:00.000Z' },
  centre: { state: 'offline', since: '2026-11-22T05:00:00.000Z', backlog: 12 },
  tse: { state: 'outage', since: '2026-11-22T05:10:00.000Z', reason: 'unreachable', emulated: true },
}
const sale = {
  id: idOf(1),
  startedAt: '2026-11-22T05:30:00.000Z',
  cart: goldenCart,
  tenders: [
    { kind: 'cash', given: 1000 },
    { kind: 'card', amount: 500 },
  ],
  total: 1102,
}

const statusLimits: MessageCase['bad'] = [
  ['box.time', '2026-11-22'],
  ['centre.state', 'away'],
  ['centre.since', ''],
  ['tse.state', 'broken'],
  ['tse.since', ''],
]

const messages: MessageCase[] = [
  {
    name: 'pairRequest',
    schema: till.pairRequest,
    golden: { code: '482913' },
    bad: [['code', 'x'.repeat(21)]],
  },
  {
    name: 'pairAnswer',
    schema: till.pairAnswer,
    golden: { registerId: idOf(2), registerName: 'Kasse 1', serial: 'BK-0007-01', token: 'not-a-token' },
    bad: [['registerId', 'kasse-1']],
  },
  {
    name: 'logInRequest',
    schema: till.logInRequest,
    golden: { staffId: 's-7', pin: '0471' },
    bad: [
      ['staffId', ''],
      ['staffId', 'x'.repeat(61)],
      ['pin', '123'],
      ['pin', '123456789'],
      ['pin', '12a4'],
      ['pin', ' 1234'],
    ],
  },
  {
    name: 'logInAnswer',
    schema: till.logInAnswer,
    golden: {
      token: 'not-a-token',
      staff: { ...person, role: 'cashier' },
      expiresAt: '2026-11-22T18:00:00.000Z',
    },
    bad: [
      ['staff.role', 'owner'],
      ['expiresAt', '18:00'],
    ],
  },
  {
    name: 'beginSaleRequest',
    schema: till.beginSaleRequest,
    golden: { id: idOf(1) },
    bad: [['id', '1']],
  },
  {
    name: 'refundRequest',
    schema: till.refundRequest,
    golden: {
      id: idOf(4),
      saleId: idOf(1),
      startedAt: '2026-11-22T05:40:00.000Z',
      lines: [{ lineId: idOf(2), quantity: 1000 }],
      reason: 'Falscher Kaffee',
      tender: 'cash',
    },
    bad: [
      ['saleId', '1'],
      ['lines.0.quantity', 0],
      ['reason', ''],
      ['tender', 'shells'],
    ],
  },
  {
    name: 'cashRequest',
    schema: till.cashRequest,
    golden: { id: idOf(5), case: 'payOut', amount: 840, reason: 'Milch', reference: null },
    bad: [
      ['case', 'gift'],
      ['amount', 0],
      ['amount', 8.4],
      ['reason', ''],
    ],
  },
  {
    name: 'closingRequest',
    schema: till.closingRequest,
    golden: { id: idOf(6), differenceId: idOf(7), counted: 15_288 },
    bad: [
      ['differenceId', '7'],
      ['counted', -1],
    ],
  },
  {
    name: 'saleRequest',
    schema: till.saleRequest,
    golden: sale,
    bad: [
      ['id', '1'],
      ['startedAt', 'now'],
      ['cart.lines', []],
      ['cart.lines.0.quantity', 0],
      ['cart.discount.amount', 0],
      ['tenders', [...sale.tenders, ...sale.tenders]],
      ['tenders.0.given', -1],
      ['tenders.1.amount', 0],
      ['total', 11.02],
    ],
  },
  {
    name: 'receiptView',
    schema: till.receiptView,
    golden: view,
    bad: [
      ['receipt.number', 0],
      ['branch.code', 'nord'],
    ],
  },
  {
    name: 'receiptView in an outage',
    schema: till.receiptView,
    golden: { ...view, receipt: goldenOutageReceipt, qr: null },
  },
  {
    name: 'saleAnswer',
    schema: till.saleAnswer,
    golden: { ...view, repeated: false },
    bad: [['receipt.gross', 0.5]],
  },
  {
    name: 'sellableSchema',
    schema: till.sellableSchema,
    golden: sellable,
    bad: [
      ['plu', ''],
      ['takeaway', 4.2],
      ['dineIn', 4.5],
    ],
  },
  {
    name: 'catalogueView',
    schema: till.catalogueView,
    golden: {
      epoch: 'epoch-3',
      version: 42,
      branch: goldenEntities.branch,
      groups: [goldenEntities.productGroup],
      articles: [sellable],
      pages: [goldenEntities.keyPage],
      taxRows: [goldenEntities.taxRow],
      staff: [person],
    },
    bad: [
      ['branch.code', ''],
      ['groups.0.position', 0.5],
      ['articles.0.unit', 'dozen'],
      ['pages.0.keys.0', ''],
      ['taxRows.0.from', '2026-02-30'],
    ],
  },
  { name: 'statusView', schema: till.statusView, golden: status, bad: statusLimits },
  {
    name: 'statusView of a new box',
    schema: till.statusView,
    golden: {
      box: status.box,
      centre: { state: 'never', since: null, backlog: 0 },
      tse: { state: 'starting', since: null, reason: null, emulated: false },
    },
  },
]

const events: Record<till.EventName, MessageCase> = {
  catalogue: { name: 'event catalogue', schema: till.EVENTS.catalogue, golden: { version: 42 } },
  status: { name: 'event status', schema: till.EVENTS.status, golden: status, bad: statusLimits },
  receipt: {
    name: 'event receipt',
    schema: till.EVENTS.receipt,
    golden: {
      id: idOf(1),
      registerId: idOf(2),
      number: 815,
      gross: 576,
      time: '2026-11-22T05:30:21.125Z',
    },
    bad: [
      ['id', '1'],
      ['registerId', '1'],
      ['time', '05:30'],
    ],
  },
}

describeMessages([...messages, ...Object.values(events)])

test('every message has a golden example', () => {
  expect(missingExamples(till, messages)).toEqual([])
})

test('every event has a golden example', () => {
  expect(Object.keys(events)).toEqual(Object.keys(till.EVENTS))
})
