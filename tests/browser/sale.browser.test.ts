import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logIn, openStage, type Stage, tap } from './stage.ts'

const [ROLL, BREAD, LATTE] = ['artikel-201', 'artikel-101', 'artikel-604']

let stage: Stage
let till: Page
beforeAll(async () => {
  stage = await openStage()
  till = await stage.openTill()
})
afterAll(() => stage.close())

const text = (testId: string) => till.getByTestId(testId).innerText()

test('a terminal pairs by the address the demo prints', async () => {
  await till.getByText('Wer verkauft?').waitFor()
  expect(new URL(till.url()).search).toBe('')
})

test('a wrong PIN is told with the tries that are left', async () => {
  await logIn(till, 'Lena Hoffmann', '9999')
  await till.getByText('Noch 4 Versuche.').waitFor()
  await till.reload()
})

test('a cashier logs in by name and PIN', async () => {
  await logIn(till, 'Lena Hoffmann', '1111')
  await till.getByText('Bereit').waitFor()
})

describe('three rolls, a bread and a latte paid with twenty', () => {
  test('takes at most six taps, shows the change and the QR code, and is at headquarters within two seconds', async () => {
    const dashboard = await stage.openDashboard()
    await dashboard.getByTestId('receipts-total').waitFor()
    const taps = await tap(till, '3', ROLL, BREAD, LATTE, '20 €')
    expect(taps).toBeLessThanOrEqual(6)
    await till.getByTestId('change').waitFor()
    const soldAt = Date.now()
    expect(await text('change')).toMatch(/8,70/)
    await dashboard.getByTestId('revenue-total').filter({ hasText: '11,30' }).waitFor({ timeout: 10_000 })
    expect(Date.now() - soldAt).toBeLessThan(2_000)
    await till.getByRole('button', { name: 'Beleg anzeigen' }).click()
    expect(await till.getByTestId('qr').locator('path, rect').count()).toBeGreaterThan(0)
    await till.getByText('Simulator – kein gültiger Beleg').first().waitFor()
    await till.getByText('Signaturzähler').waitFor()
    await till
      .getByRole('button', { name: /Zurück/ })
      .first()
      .click()
    await dashboard.close()
    await till.bringToFront()
  })

  test('changes tax and price when the customer eats in the house', async () => {
    await tap(till, 'Im Haus', LATTE)
    expect(await text('total')).toMatch(/4,30/)
    await tap(till, 'Außer Haus')
    expect(await text('total')).toMatch(/3,90/)
    await till.getByRole('button', { name: /^Passend/ }).click()
    await till.getByTestId('change').waitFor()
  })
})

test('two rolls with exact cash take three taps', async () => {
  const taps = (await tap(till, '2', ROLL)) + 1
  await till.getByRole('button', { name: /^Passend/ }).click()
  await till.getByTestId('change').waitFor()
  expect(taps).toBe(3)
})

test('a price changed at headquarters is on the key within two seconds, and an open cart keeps its own', async () => {
  const dashboard = await stage.openDashboard()
  await dashboard.getByRole('link', { name: /Artikel/ }).click()
  await dashboard.getByText('Standard', { exact: true }).click()
  await tap(till, BREAD)
  const shown = await text('total')
  const field = dashboard.getByTestId(`price-${BREAD}`)
  await field.fill('6,20')
  const savedAt = Date.now()
  await field.press('Enter')
  await till.locator(`[data-article="${BREAD}"]`).filter({ hasText: '6,20' }).first().waitFor()
  expect(Date.now() - savedAt).toBeLessThan(2_000)
  expect(await text('total')).toBe(shown)
  await till.getByRole('button', { name: /^Passend/ }).click()
  await till.getByTestId('change').waitFor()
  await tap(till, BREAD)
  expect(await text('total')).toMatch(/6,20/)
  await tap(till, 'Abbruch')
})

test('the open cart is there again after a reload', async () => {
  await tap(till, '2', ROLL)
  const before = await text('total')
  await till.reload()
  await till.getByTestId('line').first().waitFor()
  expect(await text('total')).toBe(before)
  await tap(till, 'Abbruch')
})

test('the till says in words how box, centre and TSE are', async () => {
  expect(await text('status-box')).toMatch(/Box/)
  expect(await text('status-centre')).toMatch(/Zentrale/)
  expect(await text('status-tse')).toMatch(/TSE/)
})

test.each([
  { width: 1280, height: 800 },
  { width: 1366, height: 768 },
])('the sale screen fits $width × $height without scrolling', async (size) => {
  await till.setViewportSize(size)
  const overflow = await till.evaluate(() => ({
    x: document.documentElement.scrollWidth - innerWidth,
    y: document.documentElement.scrollHeight - innerHeight,
  }))
  expect(overflow).toEqual({ x: 0, y: 0 })
})
