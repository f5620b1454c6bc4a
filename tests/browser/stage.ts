import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as driver, type Page } from 'playwright-core'
import { Demo } from '../../provisioning/src/demo/demo.ts'
import { HQ_LOG_IN } from '../../provisioning/src/demo/prepare.ts'
import { freePorts } from '../support/program.ts'

export const TILL = { width: 1280, height: 800 }

/** The whole demo as `npm start` runs it, on ports and in a folder of its own, and a real Chromium. */
export interface Stage {
  readonly browser: Browser
  readonly terminalUrl: string
  readonly dashboardUrl: string
  readonly boxUrl: string
  /** A fresh terminal in the window of a till, in a browser profile of its own. */
  openTill(path?: string): Promise<Page>
  /** The dashboard, logged in. */
  openDashboard(): Promise<Page>
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'brotkasten-stage-'))
  const [CENTRE_PORT = 0, CENTRE_MQTT_PORT = 0, BOX_PORT = 0, BOX_MQTT_PORT = 0, BOX_MQTT_WS_PORT = 0] =
    await freePorts(5)
  const demo = new Demo({
    dataDir,
    host: '127.0.0.1',
    ports: { CENTRE_PORT, CENTRE_MQTT_PORT, BOX_PORT, BOX_MQTT_PORT, BOX_MQTT_WS_PORT },
  })
  const begun = await demo.begin(() => undefined)
  if (!begun.ok) throw new Error(begun.error.message)
  const { terminalUrl, dashboardUrl, boxUrl } = begun.value
  const browser = await driver.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((arg) => arg !== '--single-process'),
  })
  const open = async (url: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: TILL, locale: 'de-DE', timezoneId: 'Europe/Berlin' })
    const page = await context.newPage()
    await page.goto(url)
    return page
  }
  return {
    browser,
    terminalUrl,
    dashboardUrl,
    boxUrl,
    openTill: (path) => open(path ? new URL(path, boxUrl).href : terminalUrl),
    openDashboard: async () => {
      const page = await open(dashboardUrl)
      await page.getByLabel('Name').fill(HQ_LOG_IN.name)
      await page.getByLabel('Passwort', { exact: true }).fill(HQ_LOG_IN.password)
      await page.getByRole('button', { name: 'Anmelden' }).click()
      return page
    },
    close: async () => {
      await browser.close()
      await demo.end()
      rmSync(dataDir, { recursive: true })
    },
  }
}

/** Logs in at the till by tapping a name and a PIN. */
export async function logIn(till: Page, name: string, pin: string): Promise<void> {
  await till.getByRole('button', { name }).click()
  for (const digit of pin) await till.getByRole('button', { name: digit, exact: true }).click()
  await till.getByRole('button', { name: 'Anmelden' }).click()
}

/** Taps keys one after another as a cashier does; returns how many taps that took. */
export async function tap(till: Page, ...keys: readonly string[]): Promise<number> {
  for (const key of keys) {
    const article = till.locator(`[data-article="${key}"]`)
    await ((await article.count()) > 0
      ? article.first()
      : till.getByRole('button', { name: key, exact: true }).first()
    ).click()
  }
  return keys.length
}
