import { type Cents, cents } from '../money/cents.ts'
import { pieces, thousandths } from '../money/quantity.ts'
import { taxOf } from '../tax/split.ts'
import { businessDate } from '../time/business-date.ts'
import type { Bon, BonLine, BonPayment, BonTax } from './bon.ts'
import type { Closing } from './closing.ts'
import { fine } from './decimal.ts'
import type { BonType, BusinessCase, PaymentType } from './enumerations.ts'
import { VAT_KEYS } from './vat-keys.ts'

const address = { street: 'Bahnhofstraße 1', postalCode: '24103', city: 'Kiel', country: 'DEU' }
const device = { brand: 'Brotkasten', model: 'Theke', softwareBrand: 'Brotkasten', softwareVersion: '0.1.0' }

/** A closing of the afternoon of 2026-11-22, Kiel time. */
export const exampleClosing: Closing = {
  registerId: 'kasse-1',
  createdAt: '2026-11-22T17:00:00.000Z',
  number: 1,
  bookingDay: businessDate('2026-11-22'),
  company: { ...address, name: 'Bäckerei Muster GmbH', taxNumber: '20/123/45678', vatId: 'DE123456789' },
  location: { ...address, name: 'Bahnhof', vatId: null },
  register: { ...device, serial: 'BK-0007-01', currency: 'EUR' },
  terminals: [{ ...device, id: 't-1', serial: 'T-0001' }],
  agencies: [{ ...address, id: 3, name: 'Lotto Nord', taxNumber: '20/999/00001', vatId: null }],
  tses: [],
  vatRates: VAT_KEYS,
}

const grossOnly = (vatKey: number, amount: number) => ({ vatKey, gross: fine(amount), net: null, vat: null })

/** A line of some cents; goods are one piece, cash movements are no item. */
export function lineOf(
  type: BusinessCase,
  amount: number,
  vatKey: number,
  more: Partial<BonLine> = {},
): BonLine {
  const isItem = type === 'Umsatz'
  const item = {
    articleNumber: '101',
    gtin: null,
    groupId: 'g-1',
    groupName: 'Brot & Brötchen',
    quantity: pieces(amount < 0 ? -1 : 1),
    factor: thousandths(1000),
    unit: null,
    unitPrice: fine(Math.abs(amount)),
  }
  return {
    line: '',
    text: type,
    type,
    dineIn: isItem ? false : null,
    item: isItem ? item : null,
    vat: [grossOnly(vatKey, amount)],
    ...more,
  }
}

/** A payment of some cents. */
export const paid = (type: PaymentType, amount: number, more: Partial<BonPayment> = {}): BonPayment => ({
  type,
  amount: cents(amount),
  ...more,
})

function taxesOf(lines: readonly BonLine[]): readonly BonTax[] {
  const sums = new Map<number, number>()
  for (const { vat } of lines.filter((line) => line.voided !== true))
    for (const share of vat)
      sums.set(share.vatKey, (sums.get(share.vatKey) ?? 0) + Number(share.gross ?? 0) / 1000)
  return [...sums].map(([vatKey, gross]) =>
    taxOf(cents(gross), { vatKey, rate: Number(VAT_KEYS.find(({ key }) => key === vatKey)?.rate ?? 0) }),
  )
}

const EIGHT = Date.UTC(2026, 10, 22, 7, 0)

/** A Bon of these lines and payments, the n-th of the day; totals and VAT follow from the lines. */
export function bonOf(
  number: number,
  type: BonType,
  lines: readonly BonLine[],
  payments: readonly BonPayment[],
  more: Partial<Bon> = {},
): Bon {
  const at = EIGHT + number * 60_000
  const taxes = taxesOf(lines)
  const gross: Cents = cents(taxes.reduce((sum, tax) => sum + tax.gross, 0))
  return {
    id: String(number),
    number,
    type,
    start: new Date(at).toISOString(),
    end: new Date(at + 20_000).toISOString(),
    operatorId: 'staff-7',
    operatorName: '007',
    gross,
    taxes,
    payments,
    lines: lines.map((line, index) => ({ ...line, line: String(index + 1) })),
    references: [],
    tse: [],
    ...more,
  }
}
