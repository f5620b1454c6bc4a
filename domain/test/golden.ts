import type { Kind } from '../src/journal/kinds.ts'
import { idOf } from './ids.ts'

/** Hand-written examples that several messages carry, as they stand on the wire. */

export const goldenHash = 'a3f5'.repeat(16)

export const goldenCartLine = {
  id: idOf(11),
  articleId: 'a-kaffee',
  name: 'Kaffee Crème groß',
  quantity: 2000,
  unitPrice: 320,
  category: 'drink',
  place: 'dineIn',
  catalogueVersion: 42,
  discount: { kind: 'percent', basisPoints: 1000, reason: 'Stammkunde' },
}

export const goldenCart = {
  lines: [
    goldenCartLine,
    {
      ...goldenCartLine,
      id: idOf(12),
      articleId: 'a-brot',
      category: 'food',
      discount: { kind: 'amount', amount: 50, reason: 'vom Vortag' },
    },
  ],
  discount: { kind: 'amount', amount: 100, reason: 'Reklamation' },
}

export const goldenTseSigned = {
  state: 'signed',
  serial: goldenHash,
  clientId: 'BK-0007-01',
  transactionNumber: 4711,
  signatureCounter: 9423,
  startTime: '2026-11-22T05:30:00.000Z',
  finishTime: '2026-11-22T05:30:21.000Z',
  processType: 'Kassenbeleg-V1',
  processData: 'Beleg^5.76_0.00_0.00_0.00_0.00^5.76:Bar',
  signature: 'MEUCIQDx+/8=',
}

/** Two coffees in the house at 3.20 less 10 %: 5.76, of it 19 % VAT; paid with a ten-euro note. */
export const goldenReceipt = {
  id: idOf(1),
  registerId: idOf(2),
  number: 815,
  businessDate: '2026-11-22',
  startedAt: '2026-11-22T05:30:00.000Z',
  completedAt: '2026-11-22T05:30:21.125Z',
  operatorId: 'staff-7',
  operatorNumber: '007',
  lines: [
    {
      ...goldenCartLine,
      base: 640,
      lineDiscount: 64,
      receiptDiscount: 0,
      gross: 576,
      vatKey: 1,
      rate: 1900,
    },
  ],
  discount: null,
  gross: 576,
  taxes: [{ vatKey: 1, rate: 1900, gross: 576, net: 484, vat: 92 }],
  payments: [{ kind: 'cash', amount: 576 }],
  given: 1000,
  change: 424,
  tse: goldenTseSigned,
  catalogueVersion: 42,
  softwareVersion: '0.1.0',
}

export const goldenTseOutage = {
  state: 'outage',
  outageId: idOf(3),
  clientId: 'BK-0007-01',
  reason: 'unreachable',
}

/** The same sale while the TSE is out of order. */
export const goldenOutageReceipt = { ...goldenReceipt, tse: goldenTseOutage }

export const goldenTaxRow = {
  category: 'food',
  place: 'dineIn',
  from: '2026-01-01',
  vatKey: 2,
  rate: 700,
}

export const goldenEntities = {
  branch: {
    id: 'b-7',
    code: 'NORD7',
    name: 'Bahnhof',
    company: 'Bäckerei Muster GmbH',
    street: 'Bahnhofstraße 1',
    postalCode: '24103',
    city: 'Kiel',
    taxNumber: '20/123/45678',
    vatId: 'DE123456789',
    zone: 'Europe/Berlin',
    priceListId: 'standard',
    hasSeats: true,
  },
  productGroup: { id: 'g-1', name: 'Brot', position: 1 },
  article: {
    id: 'a-brot',
    plu: '101',
    name: 'Roggenmischbrot 1000 g',
    shortName: 'Roggenmisch 1 kg',
    groupId: 'g-1',
    category: 'food',
    unit: 'piece',
    onSale: true,
  },
  price: { listId: 'standard', articleId: 'a-brot', takeaway: 420, dineIn: null },
  keyPage: { id: 'p-1', name: 'Morgens', position: 0, keys: ['a-brot', null, 'a-kaffee'] },
  staff: {
    id: 's-7',
    number: '7',
    name: 'Anna Beispiel',
    role: 'shiftLead',
    pinHash: 'scrypt$16384$8$1$c2FsdA==$aGFzaA==',
    active: true,
  },
  taxRow: goldenTaxRow,
}

const booked = goldenReceipt

/** One of the two coffees comes back. */
export const goldenRefund = {
  id: idOf(4),
  saleId: idOf(1),
  registerId: booked.registerId,
  number: 816,
  businessDate: booked.businessDate,
  startedAt: '2026-11-22T05:40:00.000Z',
  completedAt: '2026-11-22T05:40:09.000Z',
  operatorId: 'staff-21',
  operatorNumber: '21',
  approvedBy: null,
  reason: 'Falscher Kaffee',
  lines: [
    {
      lineId: goldenCartLine.id,
      articleId: goldenCartLine.articleId,
      name: goldenCartLine.name,
      quantity: 1000,
      unitPrice: goldenCartLine.unitPrice,
      category: goldenCartLine.category,
      place: goldenCartLine.place,
      vatKey: 1,
      rate: 1900,
      gross: -288,
    },
  ],
  gross: -288,
  taxes: [{ vatKey: 1, rate: 1900, gross: -288, net: -242, vat: -46 }],
  payments: [{ kind: 'cash', amount: -288 }],
  tse: goldenTseSigned,
  softwareVersion: '0.1.0',
}

/** The float in the morning. */
export const goldenMovement = {
  id: idOf(5),
  registerId: booked.registerId,
  number: 814,
  businessDate: booked.businessDate,
  completedAt: '2026-11-22T05:00:00.000Z',
  operatorId: 'staff-7',
  operatorNumber: '007',
  case: 'float',
  amount: 15_000,
  reason: null,
  reference: null,
  tse: goldenTseSigned,
  softwareVersion: '0.1.0',
}

/** The closing of float, sale and refund. */
export const goldenClosing = {
  id: idOf(6),
  registerId: booked.registerId,
  registerSerial: 'BK-0007-01',
  registerName: 'Kasse 1',
  zNumber: 42,
  businessDate: booked.businessDate,
  closedAt: '2026-11-22T17:00:00.000Z',
  operatorId: 'staff-21',
  operatorNumber: '21',
  totals: {
    firstNumber: 814,
    lastNumber: 816,
    sales: 1,
    refunds: 1,
    movements: 1,
    unsigned: 0,
    taxes: [{ vatKey: 1, rate: 1900, gross: 288, net: 242, vat: 46 }],
    payments: [{ kind: 'cash', amount: 15_288 }],
    cashCases: [{ businessCase: 'Anfangsbestand', amount: 15_000 }],
    cash: 15_288,
    discounts: 64,
  },
  counted: 15_288,
  branch: goldenEntities.branch,
  tseSerials: [goldenHash],
  tse: goldenTseSigned,
  softwareVersion: '0.1.0',
}

/** One body of every kind of journal entry in its newest version. */
export const goldenBodies = {
  'box.started': { boxId: 'box-7', branchId: 'b-7', softwareVersion: '0.1.0' },
  'register.opened': { registerId: idOf(2), serial: 'BK-0007-01', name: 'Kasse 1' },
  'tse.adopted': {
    serial: goldenHash,
    description: 'Emulator, ohne rechtliche Wirkung',
    emulated: true,
    publicKey: 'BAUG',
    algorithm: 'ecdsa-plain-SHA384',
    logTimeFormat: 'unixTime',
    certificates: ['MIIB', 'MIIC'],
    certificationId: 'BSI-K-TR-0412-2020',
  },
  'sale.completed': goldenReceipt,
  'sale.aborted': { registerId: idOf(2), reason: 'leftover', tse: goldenTseSigned },
  'sale.signatureFound': { receiptId: idOf(1), tse: goldenTseSigned },
  'sale.refunded': goldenRefund,
  'cash.moved': goldenMovement,
  'register.closed': goldenClosing,
  'tse.outageBegan': { outageId: idOf(3), reason: 'unreachable', detail: 'no answer within 3 s' },
  'tse.outageEnded': { outageId: idOf(3), beganAt: '2026-11-22T05:30:00.000Z', affectedReceipts: 0 },
  'catalogue.applied': { epoch: 'epoch-3', version: 42, snapshot: false, changes: 17, hash: goldenHash },
} satisfies { readonly [K in Kind]: unknown }
