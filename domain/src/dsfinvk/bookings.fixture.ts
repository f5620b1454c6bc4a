import { pieces } from '../money/quantity.ts'
import type { Bon, BonLine, BonPayment } from './bon.ts'
import { bonOf, lineOf, paid } from './closing.fixture.ts'
import { fine } from './decimal.ts'
import type { BonType } from './enumerations.ts'

/** A case of the bakery's day: what is booked, and the text the TSE signs (null: not a Kassenbeleg-V1). */
export interface Booking {
  readonly name: string
  readonly bon: Bon
  readonly processData: string | null
}

type Case = readonly [
  name: string,
  type: BonType,
  lines: readonly BonLine[],
  payments: readonly BonPayment[],
  processData: string | null,
  more?: Partial<Bon>,
]

const bar = (amount: number) => [paid('Bar', amount)]
const cash = (name: string, type: BonLine['type'], amount: number, text: string): Case => [
  name,
  'Beleg',
  [lineOf(type, amount, 5)],
  bar(amount),
  `Beleg^0.00_0.00_0.00_0.00_${text}^${text}:Bar`,
]
const refersTo = (bonId: string): Partial<Bon> => ({
  references: [
    {
      type: 'Transaktion',
      bonId,
      closing: { createdAt: '2026-11-22T17:00:00.000Z', registerId: 'kasse-1', number: 1 },
    },
  ],
})
const gross = (vatKey: number, amount: number) => ({ vatKey, gross: fine(amount), net: null, vat: null })
const staff = { customer: { id: '4711', name: 'A. Beispiel', type: 'Mitarbeiter' } }
const coffee = lineOf('Umsatz', 320, 1, { dineIn: true })
const croissant = lineOf('Umsatz', 180, 2)
const voucher = { voucherNumber: 'G-0001' }
const discounted = lineOf('Umsatz', 900, 2, {
  priceParts: [
    { type: 'base_amount', ...gross(2, 1000) },
    { type: 'discount', ...gross(2, -100) },
  ],
})
const breakfast = lineOf('Umsatz', 450, 1, {
  text: 'Frühstück "klein"; mit Kaffee',
  vat: [gross(1, 288), gross(2, 162)],
  subItems: [
    { articleNumber: '7', name: 'Kaffee', quantity: pieces(1), unit: null, base: gross(1, 288) },
    { articleNumber: '8', name: 'Croissant', quantity: pieces(1), unit: null, base: gross(2, 162) },
  ],
})

const CASES: readonly Case[] = [
  [
    'pretzels, cash',
    'Beleg',
    [lineOf('Umsatz', 190, 2)],
    bar(190),
    'Beleg^0.00_1.90_0.00_0.00_0.00^1.90:Bar',
  ],
  [
    'coffee and croissant, card',
    'Beleg',
    [coffee, croissant],
    [paid('ECKarte', 500)],
    'Beleg^3.20_1.80_0.00_0.00_0.00^5.00:Unbar',
  ],
  [
    'with a staff tip',
    'Beleg',
    [coffee, croissant, lineOf('TrinkgeldAN', 100, 5)],
    [paid('ECKarte', 600)],
    'Beleg^3.20_1.80_0.00_0.00_1.00^6.00:Unbar',
  ],
  cash('paying the tip out', 'TrinkgeldAN', -100, '-1.00'),
  [
    'multi-purpose voucher sale',
    'Beleg',
    [lineOf('MehrzweckgutscheinKauf', 2500, 5, voucher)],
    bar(2500),
    'Beleg^0.00_0.00_0.00_0.00_25.00^25.00:Bar',
  ],
  [
    'redemption, rest in cash',
    'Beleg',
    [lineOf('Umsatz', 3000, 2), lineOf('MehrzweckgutscheinEinloesung', -2500, 5, voucher)],
    bar(500),
    'Beleg^0.00_30.00_0.00_0.00_-25.00^5.00:Bar',
  ],
  [
    'redemption covering all',
    'Beleg',
    [lineOf('Umsatz', 2000, 2), lineOf('MehrzweckgutscheinEinloesung', -2000, 5, voucher)],
    [],
    'Beleg^0.00_20.00_0.00_0.00_-20.00^',
  ],
  [
    'single-purpose voucher sale',
    'Beleg',
    [lineOf('EinzweckgutscheinKauf', 5000, 1, voucher)],
    bar(5000),
    'Beleg^50.00_0.00_0.00_0.00_0.00^50.00:Bar',
  ],
  [
    'single-purpose redemption',
    'Beleg',
    [lineOf('Umsatz', 5000, 1), lineOf('EinzweckgutscheinEinloesung', -5000, 1, voucher)],
    [],
    'Beleg^0.00_0.00_0.00_0.00_0.00^',
  ],
  [
    'discount as a line',
    'Beleg',
    [lineOf('Umsatz', 1000, 2), lineOf('Rabatt', -100, 2)],
    bar(900),
    'Beleg^0.00_9.00_0.00_0.00_0.00^9.00:Bar',
  ],
  ['discount in the line', 'Beleg', [discounted], bar(900), 'Beleg^0.00_9.00_0.00_0.00_0.00^9.00:Bar'],
  ['tenth coffee free', 'Beleg', [coffee, lineOf('Rabatt', -320, 1)], [], 'Beleg^0.00_0.00_0.00_0.00_0.00^'],
  [
    'cup deposit with coffee',
    'Beleg',
    [coffee, lineOf('Pfand', 100, 1)],
    bar(420),
    'Beleg^4.20_0.00_0.00_0.00_0.00^4.20:Bar',
  ],
  [
    'deposit return',
    'Beleg',
    [lineOf('PfandRueckzahlung', -100, 1)],
    bar(-100),
    'Beleg^-1.00_0.00_0.00_0.00_0.00^-1.00:Bar',
  ],
  [
    'customer returns goods',
    'Beleg',
    [lineOf('Umsatz', -190, 2)],
    bar(-190),
    'Beleg^0.00_-1.90_0.00_0.00_0.00^-1.90:Bar',
    refersTo('1'),
  ],
  [
    'line voided before payment',
    'Beleg',
    [croissant, lineOf('Umsatz', 320, 1, { voided: true })],
    bar(180),
    'Beleg^0.00_1.80_0.00_0.00_0.00^1.80:Bar',
  ],
  [
    'Bon voided before payment',
    'AVBelegabbruch',
    [croissant],
    [],
    'AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^',
  ],
  [
    'Bon voided after signing',
    'Beleg',
    [lineOf('Umsatz', -320, 1), lineOf('Umsatz', -180, 2)],
    [paid('ECKarte', -500)],
    'Beleg^-3.20_-1.80_0.00_0.00_0.00^-5.00:Unbar',
    { reverses: true, ...refersTo('2') },
  ],
  ['cake pre-order without payment', 'AVBestellung', [lineOf('Umsatz', 4500, 2)], [], null],
  [
    'cake pre-order with a down payment',
    'Beleg',
    [lineOf('Anzahlungseinstellung', 2000, 2)],
    bar(2000),
    'Beleg^0.00_20.00_0.00_0.00_0.00^20.00:Bar',
  ],
  [
    'pick-up',
    'Beleg',
    [lineOf('Umsatz', 4500, 2), lineOf('Anzahlungsaufloesung', -2000, 2)],
    bar(2500),
    'Beleg^0.00_25.00_0.00_0.00_0.00^25.00:Bar',
    refersTo('20'),
  ],
  [
    'bread to a hotel, paid later',
    'Beleg',
    [lineOf('Umsatz', 4000, 2), lineOf('Forderungsentstehung', -4000, 2)],
    [],
    'Beleg^0.00_0.00_0.00_0.00_0.00^',
  ],
  [
    'invoiced by the office',
    'AVTransfer',
    [lineOf('Umsatz', 4000, 2)],
    [],
    'AVTransfer^0.00_40.00_0.00_0.00_0.00^',
    { references: [{ type: 'ExternerLieferschein', bonId: 'LS-77' }] },
  ],
  [
    'staff meal as benefit',
    'AVSachbezug',
    [lineOf('Umsatz', 450, 2)],
    [],
    'AVSachbezug^0.00_4.50_0.00_0.00_0.00^',
    staff,
  ],
  [
    'staff purchase',
    'Beleg',
    [lineOf('Umsatz', 500, 2), lineOf('Rabatt', -100, 2)],
    bar(400),
    'Beleg^0.00_4.00_0.00_0.00_0.00^4.00:Bar',
    staff,
  ],
  [
    'training',
    'AVTraining',
    [lineOf('Umsatz', 1000, 1)],
    [paid('Bar', 400), paid('ECKarte', 600)],
    'AVTraining^10.00_0.00_0.00_0.00_0.00^4.00:Bar_6.00:Unbar',
  ],
  cash('opening float', 'Anfangsbestand', 15_000, '150.00'),
  cash('change fetched from the bank', 'Geldtransit', 25_000, '250.00'),
  cash('bank deposit', 'Geldtransit', -80_000, '-800.00'),
  cash('owner puts in', 'Privateinlage', 10_000, '100.00'),
  cash('owner takes out', 'Privatentnahme', -10_000, '-100.00'),
  cash('pay-out for shop milk', 'Auszahlung', -840, '-8.40'),
  cash('wage advance', 'Lohnzahlung', -5000, '-50.00'),
  cash('cash short at closing', 'DifferenzSollIst', -235, '-2.35'),
  ['drawer opened', 'AVSonstige', [], [], null, { name: 'Lade geöffnet', note: 'ohne Verkauf' }],
  [
    'breakfast menu',
    'Beleg',
    [breakfast],
    bar(450),
    'Beleg^2.88_1.62_0.00_0.00_0.00^4.50:Bar',
    { groups: ['Tisch 4'] },
  ],
  [
    'lottery on account of another',
    'Beleg',
    [lineOf('Umsatz', 1000, 5, { agencyId: 3 })],
    bar(1000),
    'Beleg^0.00_0.00_0.00_0.00_10.00^10.00:Bar',
  ],
  [
    'paid in Swiss francs',
    'Beleg',
    [croissant],
    [paid('Bar', 180, { foreign: { currency: 'CHF', amount: paid('Bar', 170).amount } })],
    'Beleg^0.00_1.80_0.00_0.00_0.00^1.70:Bar:CHF',
  ],
]

/** Every booking of the bakery's table, numbered from 1 in this order. */
export const bookings: readonly Booking[] = CASES.map(
  ([name, type, lines, payments, processData, more], index) => ({
    name,
    bon: bonOf(index + 1, type, lines, payments, more),
    processData,
  }),
)
