import type { CartLine, Discount } from '@brotkasten/domain/cart/cart'
import { settle } from '@brotkasten/domain/cart/payment'
import { priceCart } from '@brotkasten/domain/cart/price'
import type { Bon } from '@brotkasten/domain/dsfinvk/bon'
import { bonOfAbort, bonOfReceipt } from '@brotkasten/domain/dsfinvk/of-receipt'
import { kassenbelegOf } from '@brotkasten/domain/dsfinvk/process-data-of-bon'
import { cents } from '@brotkasten/domain/money/cents'
import { pieces, thousandths } from '@brotkasten/domain/money/quantity'
import type { Receipt } from '@brotkasten/domain/receipt/receipt'
import { GERMAN_TAX_TABLE, taxRateOn } from '@brotkasten/domain/tax/rates'
import { businessDate } from '@brotkasten/domain/time/business-date'
import { expect, test } from 'vitest'
import { checkDsfinvk } from './check.ts'
import { signedBy, signedClosing } from './signed-bons.fixture.ts'
import { tablesOf, tempFolder, writtenZip } from './test-package.fixture.ts'
import type { ClosingSource } from './write.ts'

const DAYS = 30
const SALES_A_DAY = 12
const ARTICLES = [
  ['brot', 'Roggenmischbrot; "dunkel"', 'food', 420],
  ['brezel', 'Laugenbrezel', 'food', 95],
  ['kaffee', 'Kaffee Crème', 'drink', 320],
  ['latte', 'Latte macchiato', 'milkDrink', 390],
  ['kerze', 'Kerze', 'standardGoods', 199],
] as const
const DISCOUNTS: readonly (Discount | null)[] = [
  null,
  { kind: 'percent', basisPoints: 1000, reason: 'Stammkunde' },
  null,
  { kind: 'amount', amount: cents(33), reason: 'vom Vortag' },
]

const day = (number: number) => businessDate(new Date(Date.UTC(2026, 9, number)).toISOString().slice(0, 10))
const discount = (of: number) => DISCOUNTS[of % DISCOUNTS.length] ?? null

function lineOf(sale: number, at: number): CartLine {
  const [articleId, name, category, price] = ARTICLES[(sale + at * 3) % ARTICLES.length] ?? ARTICLES[0]
  return {
    id: `line-${at}`,
    articleId,
    name,
    quantity: sale % 5 === 0 ? thousandths(1234 + at) : pieces(1 + (sale % 3)),
    unitPrice: cents(price),
    category,
    place: sale % 3 === 0 ? 'dineIn' : 'takeaway',
    catalogueVersion: 1,
    discount: discount(sale + at),
  }
}

/** The n-th sale of a day, as the box would have booked it. */
function receiptOf(dayNumber: number, sale: number): Receipt {
  const number = (dayNumber - 1) * SALES_A_DAY + sale
  const at = Date.UTC(2026, 9, dayNumber, 5, sale * 7)
  const cart = {
    lines: [0, 1, 2].slice(0, 1 + (sale % 3)).map((each) => lineOf(sale, each)),
    discount: discount(sale),
  }
  const date = day(dayNumber)
  const priced = priceCart(cart, (line) => taxRateOn(GERMAN_TAX_TABLE, line.category, line.place, date))
  const tenders =
    sale % 2 === 0
      ? [{ kind: 'card' as const, amount: priced.gross }]
      : [{ kind: 'cash' as const, given: cents(5000) }]
  const settled = settle(priced.gross, tenders)
  if (!settled.ok) throw new TypeError(settled.error.kind)
  const { lines, gross, taxes } = priced
  return {
    id: `sale-${number}`,
    registerId: 'register',
    number,
    businessDate: date,
    startedAt: new Date(at).toISOString(),
    completedAt: new Date(at + 31_000).toISOString(),
    operatorId: 'staff-7',
    operatorNumber: '007',
    lines: [...lines],
    discount: cart.discount,
    gross,
    taxes: [...taxes],
    payments: [...settled.value.payments],
    given: settled.value.given,
    change: settled.value.change,
    tse: { state: 'outage', outageId: 'outage', clientId: 'BK-0007-01', reason: 'unreachable' },
    catalogueVersion: 1,
    softwareVersion: '0.1.0',
  }
}

const bonId = (number: number) => String(number).padStart(8, '0')

/** Sales of a day; every tenth in an outage, the last one aborted. */
function* bonsOf(dayNumber: number): Generator<Bon> {
  for (let sale = 1; sale <= SALES_A_DAY; sale++) {
    const receipt = receiptOf(dayNumber, sale)
    const bon = bonOfReceipt(receipt, { bonId: bonId(receipt.number) })
    const content = { processType: 'Kassenbeleg-V1', transactionNumber: receipt.number }
    if (sale === SALES_A_DAY) {
      const processData = 'AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^'
      const tse = signedBy(bon, { ...content, processData })
      if (tse.state !== 'signed') throw new TypeError('unsigned')
      const abort = { registerId: null, reason: 'voided' as const, tse: { ...tse, clientId: 'BK-0007-01' } }
      yield bonOfAbort(abort, { bonId: bonId(receipt.number), number: receipt.number, operatorId: 'staff-7' })
    } else
      yield sale === 10
        ? bon
        : { ...bon, tse: [signedBy(bon, { ...content, processData: kassenbelegOf(bon) })] }
  }
}

async function* month(): AsyncGenerator<ClosingSource> {
  for (let number = 1; number <= DAYS; number++) {
    const createdAt = new Date(Date.UTC(2026, 9, number, 17)).toISOString()
    yield { closing: { ...signedClosing, number, createdAt, bookingDay: day(number) }, bons: bonsOf(number) }
  }
}

test('a month of sales is exported, read and found to break no rule', async () => {
  await using folder = await tempFolder()
  const zip = await writtenZip(folder.path, { closings: month() })
  if (!zip.ok) throw new TypeError(JSON.stringify(zip.error))
  const report = await checkDsfinvk(zip.value)
  expect(report.findings).toEqual([])
  expect(report).toMatchObject({
    valid: true,
    counts: {
      closings: DAYS,
      bons: DAYS * SALES_A_DAY,
      signatures: { verified: DAYS * (SALES_A_DAY - 1), failed: 0, notCheckable: 0 },
    },
  })
  const tables = await tablesOf(zip.value)
  if (!tables.ok) throw new TypeError(tables.error.kind)
  const discounts = tables.value['itemamounts.csv']?.filter((row) => row.TYP === 'discount')
  expect(discounts?.length).toBeGreaterThan(DAYS)
  expect(tables.value['transactions_tse.csv']?.filter((row) => row.TSE_TA_FEHLER !== '')).toHaveLength(DAYS)
}, 30_000)
