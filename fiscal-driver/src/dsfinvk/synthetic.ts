import { createHash } from 'node:crypto'
import type { Bon } from '@brotkasten/domain/dsfinvk/bon'
import type { Closing } from '@brotkasten/domain/dsfinvk/closing'
import { fine } from '@brotkasten/domain/dsfinvk/decimal'
import { VAT_KEYS } from '@brotkasten/domain/dsfinvk/vat-keys'
import { kassenbelegV1 } from '@brotkasten/domain/fiscal/process-data'
import { cents } from '@brotkasten/domain/money/cents'
import { pieces, thousandths } from '@brotkasten/domain/money/quantity'
import { taxOf } from '@brotkasten/domain/tax/split'
import type { ClosingSource } from './write.ts'

const BONS_A_DAY = 1000
const FIRST_DAY = Date.UTC(2026, 0, 1, 5, 0)
const DAY = 86_400_000
const SERIAL = 'bf1b13c1cf8a6f7958c190201daf9e18b850cf2cdc0885078d48868f625955e3'
/** Signatures do not compress; these are far enough apart for deflate not to see them again. */
const SIGNATURES = Array.from({ length: 512 }, (_, at) =>
  [0, 1].map((half) => createHash('sha384').update(`${at}/${half}`).digest('base64')).join(''),
)

const ARTICLES = [
  ['101', 'Roggenmischbrot 1000 g', 420, 2],
  ['205', 'Laugenbrezel', 95, 2],
  ['310', 'Kaffee Crème groß', 320, 1],
  ['118', 'Dinkelbrötchen; "Korn"', 85, 2],
  ['402', 'Apfelstreusel Stück', 340, 2],
  ['311', 'Latte macchiato', 390, 1],
] as const

const address = { street: 'Bahnhofstraße 1', postalCode: '24103', city: 'Kiel', country: 'DEU' }
const device = { brand: 'Brotkasten', model: 'Theke', softwareBrand: 'Brotkasten', softwareVersion: '0.1.0' }

const closingOf = (number: number): Closing => ({
  registerId: 'kasse-1',
  createdAt: new Date(FIRST_DAY + (number - 1) * DAY + 13 * 3_600_000).toISOString(),
  number,
  bookingDay: null,
  company: { ...address, name: 'Bäckerei Muster GmbH', taxNumber: '20/123/45678', vatId: null },
  location: { ...address, name: 'Bahnhof', vatId: null },
  register: { ...device, serial: 'BK-0007-01', currency: 'EUR' },
  terminals: [],
  agencies: [],
  tses: [
    {
      id: 1,
      serial: SERIAL,
      algorithm: 'ecdsa-plain-SHA384',
      logTimeFormat: 'unixTime',
      processDataEncoding: 'UTF-8',
      publicKey: 'BBXNYQ==',
      certificate: 'MIIB'.repeat(300),
    },
  ],
  vatRates: VAT_KEYS,
})

function lineOf(number: number, line: number): Bon['lines'][number] {
  const [article, text, price, vatKey] = ARTICLES[(number * 7 + line * 5) % ARTICLES.length] ?? ARTICLES[0]
  const quantity = 1 + ((number + line) % 3)
  return {
    line: String(line + 1),
    text,
    type: 'Umsatz',
    dineIn: number % 4 === 0,
    item: {
      articleNumber: article,
      gtin: null,
      groupId: 'g-1',
      groupName: 'Backwaren',
      quantity: pieces(quantity),
      factor: thousandths(1000),
      unit: null,
      unitPrice: fine(price),
    },
    vat: [{ vatKey, gross: fine(price * quantity), net: null, vat: null }],
  }
}

function taxesOf(lines: Bon['lines']): Bon['taxes'] {
  const sums = new Map<number, number>()
  for (const { vatKey, gross } of lines.flatMap((line) => line.vat))
    sums.set(vatKey, (sums.get(vatKey) ?? 0) + Number(gross) / 1000)
  return [...sums].map(([vatKey, gross]) => taxOf(cents(gross), { vatKey, rate: vatKey === 1 ? 1900 : 700 }))
}

/** Lines and taxes repeat every twelve receipts: making them is not what is measured. */
const PATTERNS = Array.from({ length: 12 }, (_, number) => {
  const lines = Array.from({ length: 1 + (number % 4) }, (__, line) => lineOf(number, line))
  const taxes = taxesOf(lines)
  const gross = cents(taxes.reduce((sum, tax) => sum + tax.gross, 0))
  const payment = { type: number % 3 === 0 ? 'ECKarte' : 'Bar', amount: gross } as const
  const processData = kassenbelegV1('Beleg', taxes, [
    { kind: payment.type === 'Bar' ? 'cash' : 'card', amount: gross },
  ])
  return { lines, taxes, gross, payments: [payment], processData }
})

function bonOf(number: number): Bon {
  const day = Math.floor((number - 1) / BONS_A_DAY)
  const at = FIRST_DAY + day * DAY + ((number - 1) % BONS_A_DAY) * 40_000
  const [start, end] = [new Date(at).toISOString(), new Date(at + 17_000).toISOString()]
  const { processData, ...pattern } = PATTERNS[number % PATTERNS.length] as (typeof PATTERNS)[number]
  return {
    id: String(number).padStart(10, '0'),
    number,
    type: 'Beleg',
    start,
    end,
    operatorId: `staff-${number % 9}`,
    operatorName: `00${number % 9}`,
    ...pattern,
    references: [],
    tse: [
      {
        state: 'signed',
        serial: SERIAL,
        transactionNumber: number,
        signatureCounter: 2 * number,
        startTime: start,
        finishTime: end,
        processType: 'Kassenbeleg-V1',
        processData,
        signature: SIGNATURES[number % SIGNATURES.length] ?? '',
      },
    ],
  }
}

function* bonsOf(from: number, to: number): Generator<Bon> {
  for (let number = from; number <= to; number++) yield bonOf(number)
}

/**
 * As many receipts as wanted, a thousand a day, one closing a day: the same on every call and made as they are read.
 * For measuring only; the signatures are made up.
 */
export function* syntheticClosings(receipts: number): Generator<ClosingSource> {
  for (let first = 1, day = 1; first <= receipts; first += BONS_A_DAY, day++)
    yield { closing: closingOf(day), bons: bonsOf(first, Math.min(receipts, first + BONS_A_DAY - 1)) }
}
