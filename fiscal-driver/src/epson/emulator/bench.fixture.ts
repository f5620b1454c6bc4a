import { defaultConfig, type ElementConfig } from '../../secure-element/config.ts'
import { createIdentity, type ElementIdentity } from '../../secure-element/identity.ts'
import { SecureElement } from '../../secure-element/secure-element.ts'
import { memoryStore } from '../../secure-element/store.ts'
import { utf8 } from '../../transport/bytes.ts'
import { ManualClock, SkippingClock } from '../../transport/clock.ts'
import { MemoryLine } from '../../transport/memory-link.ts'
import { type EpsonOptions, openEpson } from '../device.ts'
import { ADMIN, TIME_ADMIN } from '../login.ts'
import { EmulatedPrinter } from './printer.ts'

export const NOON = new Date('2026-11-22T12:00:00Z')
export const CLIENT = 'FIL07-K02'
export const SECRETS = { adminPin: '12345', timeAdminPin: '98765' } as const

let shared: ElementIdentity | null = null

export const EPSON_CONFIG: ElementConfig = { ...defaultConfig, timeUpdateEvery: 1800 }

/** A printer with an initialised TSE, on a line in memory, and a driver with a clock that rings when all is quiet. */
export function printerBench(options: { config?: ElementConfig; host?: string; blank?: boolean } = {}) {
  shared ??= createIdentity({ curve: 'brainpoolP384r1', notBefore: new Date('2026-01-01T00:00:00Z') })
  const opened = SecureElement.open(shared, memoryStore(), options.config ?? EPSON_CONFIG)
  if (!opened.ok) throw new Error(opened.error.detail)
  const element = opened.value
  const clock = new SkippingClock()
  const deviceTime = new ManualClock()
  const now = (): Date => new Date(NOON.getTime() + deviceTime.now())
  if (options.blank !== true) setUp(element, now())
  const printer = new EmulatedPrinter({ element, now })
  const line = new MemoryLine(printer)
  const driver = (more: Partial<EpsonOptions> = {}) =>
    openEpson({ at: line.dial, secrets: SECRETS, clock, timeout: 1000, ...more })
  return { element, clock, deviceTime, now, printer, line, driver }
}

/** As the maker's tool leaves a TSE: PINs set, initialised, bound to this printer. */
function setUp(element: SecureElement, now: Date): void {
  element.setUser(ADMIN, utf8(SECRETS.adminPin), utf8('123456'))
  element.setUser(TIME_ADMIN, utf8(SECRETS.timeAdminPin), utf8('123456'))
  element.setSetting('host', 'printer-1')
  element.initialize('emulated Epson TSE', now)
}

/** The value of a result that must be one. */
export function must<T>(result: { ok: true; value: T } | { ok: false; error: { detail: string } }): T {
  if (!result.ok) throw new Error(result.error.detail)
  return result.value
}
