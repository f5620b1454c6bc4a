import * as v from 'valibot'
import { expect, test } from 'vitest'
import { goldenBodies, goldenOutageReceipt, goldenReceipt, goldenTseSigned } from '../../test/golden.ts'
import { KINDS } from '../journal/kinds.ts'
import { receiptSchema } from '../receipt/receipt.ts'
import { tseSignedSchema } from '../receipt/tse.ts'
import { grossOf } from './bon.ts'
import { bonOfAbort, bonOfReceipt } from './of-receipt.ts'
import { kassenbelegOf } from './process-data-of-bon.ts'
import { bonRows } from './rows/bon-rows.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

const receipt = v.parse(receiptSchema, goldenReceipt)
const signed = v.parse(tseSignedSchema, goldenTseSigned)
const context = { bonId: '0000000042' }
const key = { Z_KASSE_ID: 'kasse-1', Z_ERSTELLUNG: '2026-11-22T18:00:00', Z_NR: 1 }
const rowsOf = (bon: ReturnType<typeof bonOfReceipt>, tseIds = new Map([[signed.serial, 1]])) =>
  bonRows(bon, { key, settings: DEFAULT_SETTINGS, tseIds, currency: 'EUR' })

test('a sale is a Beleg with the sums that were printed and the text that was signed', () => {
  const bon = bonOfReceipt(receipt, context)
  expect(bon).toMatchObject({
    id: '0000000042',
    number: 815,
    type: 'Beleg',
    gross: 576,
    taxes: receipt.taxes,
  })
  expect(kassenbelegOf(bon)).toBe(signed.processData)
  expect(bon.lines.flatMap((line) => line.vat).reduce((sum, share) => sum + grossOf(share), 0)).toBe(576_000)
})

test('a discounted line shows what it cost before and what was taken off', () => {
  const [line] = bonOfReceipt(receipt, context).lines
  expect(line).toMatchObject({
    text: 'Kaffee Crème groß',
    dineIn: true,
    item: { articleNumber: 'a-kaffee', quantity: 2000, unit: null, unitPrice: 320_000 },
    vat: [{ vatKey: 1, gross: 576_000, net: null, vat: null }],
    priceParts: [
      { type: 'base_amount', gross: 640_000 },
      { type: 'discount', gross: -64_000 },
    ],
  })
})

test('the share of a discount on the whole receipt is a part of its own', () => {
  const [line] = receipt.lines
  if (!line) throw new TypeError('no line')
  const both = { ...receipt, lines: [{ ...line, receiptDiscount: line.lineDiscount }] }
  expect(bonOfReceipt(both, context).lines[0]?.priceParts).toHaveLength(3)
  const none = { ...receipt, lines: [{ ...line, lineDiscount: 0 as typeof line.base }] }
  expect(bonOfReceipt(none, context).lines[0]?.priceParts).toEqual([])
})

test('the catalogue adds number, group and unit of an article', () => {
  const articleOf = () => ({ number: '101', groupId: 'g-1', groupName: 'Brot', unit: 'kg' })
  const [line] = bonOfReceipt(receipt, { ...context, articleOf }).lines
  expect(line?.item).toMatchObject({ articleNumber: '101', groupId: 'g-1', groupName: 'Brot', unit: 'kg' })
})

test('a card is Unbar unless the caller knows better', () => {
  const card = { ...receipt, payments: [{ kind: 'card' as const, amount: receipt.gross }] }
  expect(bonOfReceipt(card, context).payments).toMatchObject([{ type: 'Unbar', amount: 576 }])
  expect(bonOfReceipt(card, { ...context, cardType: 'ECKarte' }).payments[0]?.type).toBe('ECKarte')
})

test('a sale in an outage says why there is no signature', () => {
  const outage = v.parse(receiptSchema, goldenOutageReceipt)
  const rows = rowsOf(bonOfReceipt(outage, context))
  const tse = rows.ok ? rows.value.filter(({ table }) => table === 'transactions_tse') : []
  expect(tse.map(({ row }) => row)).toEqual([
    { ...key, BON_ID: '0000000042', TSE_TA_FEHLER: 'TSE ausgefallen: unreachable' },
  ])
  expect(bonOfReceipt(outage, context, signed).tse).toEqual([signed])
})

test('a signature of a TSE the closing does not list is refused by name', () => {
  expect(rowsOf(bonOfReceipt(receipt, context), new Map())).toEqual({
    ok: false,
    error: { kind: 'unknownTse', bonId: '0000000042', serial: signed.serial },
  })
})

test('text that does not fit its optional column is left out, never cut', () => {
  const bon = bonOfReceipt({ ...receipt, tse: { ...signed, processData: 'x'.repeat(1001) } }, context)
  const rows = rowsOf(bon)
  const row = rows.ok ? rows.value.find(({ table }) => table === 'transactions_tse')?.row : null
  expect(row).toMatchObject({ TSE_TANR: 4711, TSE_VORGANGSDATEN: null })
})

test('an abort is an AVBelegabbruch without payment, at the times of the device', () => {
  const abort = v.parse(KINDS['sale.aborted'][1], goldenBodies['sale.aborted'])
  const bon = bonOfAbort(abort, { bonId: '0000000043', number: 900_001, operatorId: 'staff-7' })
  expect(bon).toMatchObject({
    type: 'AVBelegabbruch',
    gross: 0,
    start: signed.startTime,
    end: signed.finishTime,
    payments: [],
    lines: [],
  })
  expect(kassenbelegOf(bon)).toBe('AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^')
})
