import { journalEntrySchema, readEntry } from '@brotkasten/domain/journal/entry'
import type { Body, Kind } from '@brotkasten/domain/journal/kinds'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logIn, openStage, type Stage, tap } from './stage.ts'

const [ROLL, BREAD, LATTE] = ['artikel-201', 'artikel-101', 'artikel-604']
const CASHIER = ['Lena Hoffmann', '1111'] as const
const SHIFT_LEAD = ['Tobias Krämer', '2121'] as const

let stage: Stage
let till: Page
beforeAll(async () => {
  stage = await openStage()
  till = await stage.openTill()
})
afterAll(() => stage.close())

const text = (testId: string) => till.getByTestId(testId).innerText()
const key = (name: string | RegExp) => till.getByRole('button', { name, exact: true }).first()
const task = (name: string) => till.locator(`[data-task="${name}"]`)

/** What the box has booked of a kind, oldest first, as its own journal says. */
async function booked<K extends Kind>(kind: K): Promise<Body<K>[]> {
  const response = await fetch(new URL('/api/journal', stage.boxUrl))
  const { entries } = v.parse(v.object({ entries: v.array(journalEntrySchema) }), await response.json())
  return entries.flatMap((entry) => {
    const fact = readEntry(entry)
    return fact.ok && fact.value.kind === kind ? [fact.value.body as Body<K>] : []
  })
}

/** Types how many there are of each denomination, in cents. */
async function count(pieces: Readonly<Record<number, string>>): Promise<void> {
  for (const [value, digits] of Object.entries(pieces)) {
    await till.locator(`[data-count="${value}"]`).click()
    await type(digits)
  }
}
async function type(characters: string): Promise<void> {
  const pad = till.locator('.digit-pad, .letters').first()
  for (const character of characters) {
    await pad.getByRole('button', { name: character, exact: true }).click()
  }
}
const openDesk = () => tap(till, 'Kasse')
const toSale = () => tap(till, 'Weiter verkaufen')

test('a cashier counts the float by denomination', async () => {
  await logIn(till, ...CASHIER)
  await openDesk()
  await task('float').click()
  await count({ 1000: '5', 500: '6', 200: '20', 50: '23', 1: '40' })
  expect(await text('counted')).toMatch(/^131,90/)
  await key('Anfangsbestand buchen').dblclick()
  await till.getByTestId('moved').waitFor()
  expect(await text('moved')).toBe('131,90')
  expect(await booked('cash.moved')).toMatchObject([{ case: 'float', amount: 13_190, number: 1 }])
  await toSale()
})

test('a cashier neither refunds, nor pays in or out, nor reads or closes', async () => {
  await tap(till, '3', ROLL, BREAD, LATTE, '20 €')
  await key('Beleg anzeigen').click()
  await till.getByText('Signaturzähler').waitFor()
  expect(await key('Erstatten').count()).toBe(0)
  await tap(till, 'Zurück zum Verkauf')
  await openDesk()
  for (const name of ['payIn', 'payOut', 'xReport', 'closing'])
    expect(await task(name).isDisabled()).toBe(true)
  for (const name of ['float', 'skim']) expect(await task(name).isEnabled()).toBe(true)
  await tap(till, 'Zurück zum Verkauf', 'Abmelden')
})

describe('a shift lead', () => {
  test('refunds one roll of three and shows large what goes back', async () => {
    await logIn(till, ...SHIFT_LEAD)
    await tap(till, 'Belege')
    await till.locator('.receipt-row').first().click()
    await tap(till, 'Erstatten')
    expect(await text('refund-sum')).toMatch(/^11,30/)
    await tap(till, 'Nichts', 'Tafelbrötchen: Eins mehr', 'Vertippt')
    expect(await text('refund-sum')).toMatch(/^0,50/)
    await key(/erstatten$/).click()
    await till.getByTestId('paid-back').waitFor()
    expect(await text('paid-back')).toBe('0,50')
    const [sale] = await booked('sale.completed')
    expect(await booked('sale.refunded')).toMatchObject([
      {
        saleId: sale?.id,
        number: 3,
        reason: 'Vertippt',
        gross: -50,
        payments: [{ kind: 'cash', amount: -50 }],
        lines: [{ lineId: sale?.lines[0]?.id, quantity: 1000, gross: -50 }],
      },
    ])
    await toSale()
  })

  test('is told in words what of a receipt can still come back, and nothing is booked', async () => {
    await tap(till, 'Belege')
    await till.locator('.receipt-row').first().click()
    await tap(till, 'Erstatten', 'Reklamation')
    await key(/erstatten$/).click()
    await till.getByText('Von „Tafelbrötchen“ kann noch 2 zurückkommen.').waitFor()
    expect(await booked('sale.refunded')).toHaveLength(1)
    await tap(till, 'Tafelbrötchen: Eins weniger')
    expect(await till.locator('.note-error').count()).toBe(0)
    await key(/erstatten$/).click()
    await till.getByTestId('paid-back').waitFor()
    expect((await booked('sale.refunded')).map(({ gross }) => gross)).toEqual([-50, -1080])
    await toSale()
  })

  test('pays out with a reason, and above fifty euros only somebody else does', async () => {
    await openDesk()
    await task('payOut').click()
    await type('60')
    await tap(till, 'Weiter', 'Milch gekauft', 'Entnahme buchen')
    await key('Anderer Bediener').waitFor()
    await till.locator('.field').first().click()
    await key('Eingabe löschen').click()
    await type('8,4')
    await key('Entnahme buchen').click()
    await till.getByTestId('moved').waitFor()
    expect((await booked('cash.moved')).slice(1)).toMatchObject([
      { case: 'payOut', amount: -840, reason: 'Milch gekauft' },
    ])
    await toSale()
  })

  test('skims into a numbered bag; answers that get lost and a reload book nothing twice', async () => {
    await openDesk()
    await task('skim').click()
    await type('60')
    await tap(till, 'Weiter')
    await type('B4711')
    await till.route('**/api/cash', async (route) => {
      await route.fetch()
      await route.abort()
    })
    await key('Abschöpfung buchen').click()
    await key('Jetzt fragen').waitFor()
    await till.reload()
    await key('Jetzt fragen').waitFor()
    await till.unrouteAll({ behavior: 'wait' })
    await till.getByTestId('moved').waitFor()
    expect((await booked('cash.moved')).slice(2)).toMatchObject([
      { case: 'skim', amount: -6000, reference: 'B4711' },
    ])
    await toSale()
  })

  test('reads in the X report what should be in the drawer', async () => {
    await openDesk()
    await task('xReport').click()
    await till.getByTestId('expected').waitFor()
    // 131,90 float + 11,30 sold − 11,30 given back − 8,40 − 60,00.
    expect(await text('expected')).toMatch(/^63,50/)
    await tap(till, 'Zurück zur Kasse')
  })

  test('counts blind, is asked once more, and reads the difference in the Z report', async () => {
    await task('closing').click()
    await count({ 2000: '2', 1000: '1', 200: '6', 20: '4' })
    await till.reload()
    await key('Zählung fertig').waitFor()
    expect(await till.getByText(/63,50/).count()).toBe(0)
    await tap(till, 'Zählung fertig', 'Noch einmal zählen', 'Zählung fertig')
    expect(await text('counted')).toMatch(/^62,80/)
    await key('Kasse abschließen').dblclick()
    await till.getByTestId('difference').waitFor()
    expect(await Promise.all(['counted', 'expected', 'difference'].map(text))).toEqual([
      '62,80 €',
      '63,50 €',
      '-0,70 €',
    ])
    expect((await booked('cash.moved')).at(-1)).toMatchObject({ case: 'difference', amount: -70 })
    expect(await booked('register.closed')).toMatchObject([
      { zNumber: 1, counted: 6280, totals: { cash: 6280, sales: 1, refunds: 2, movements: 4 } },
    ])
  })

  test('sells on after that, into the next Z', async () => {
    await tap(till, 'Zurück zum Verkauf', '2', ROLL)
    await key(/^Passend/).click()
    await till.getByTestId('change').waitFor()
    await openDesk()
    await key(/Z-Bericht 1/).waitFor()
    await task('closing').click()
    await count({ 100: '1' })
    await tap(till, 'Zählung fertig', 'Kasse abschließen')
    await till.getByText('Die Kasse stimmt.').waitFor()
    expect((await booked('register.closed')).at(-1)).toMatchObject({
      zNumber: 2,
      counted: 100,
      totals: { cash: 100, sales: 1, cashCases: [] },
    })
  })

  test('does not close while a receipt is open', async () => {
    await tap(till, 'Zurück zum Verkauf', ROLL)
    await openDesk()
    await task('closing').click()
    await till.getByText('Es ist noch ein Bon offen. Bitte erst kassieren oder abbrechen.').waitFor()
  })
})
