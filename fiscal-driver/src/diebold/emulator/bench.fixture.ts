import { defaultConfig, type ElementConfig } from '../../secure-element/config.ts'
import { createIdentity, type ElementIdentity } from '../../secure-element/identity.ts'
import { SecureElement } from '../../secure-element/secure-element.ts'
import { memoryStore } from '../../secure-element/store.ts'
import { utf8 } from '../../transport/bytes.ts'
import { ManualClock, SkippingClock } from '../../transport/clock.ts'
import { MemoryLine } from '../../transport/memory-link.ts'
import { type DieboldOptions, openDiebold } from '../device.ts'
import { provisionDiebold } from '../provision.ts'
import { EmulatedStick } from './stick.ts'

export const NOON = new Date('2026-11-22T12:00:00Z')
export const CLIENT = 'FIL07-K02'
export const SECRETS = {
  admin: { user: 'Admin', pin: '12345678' },
  timeAdmin: { user: 'TimeAdmin', pin: '87654321' },
} as const

export const STICK_CONFIG: ElementConfig = { ...defaultConfig, timeUpdateEvery: 1800 }

let shared: ElementIdentity | null = null

/** A stick from the factory, PINs set, on a line in memory, and a driver with a clock that rings when all is quiet. */
export function stickBench(config: ElementConfig = STICK_CONFIG) {
  shared ??= createIdentity({ curve: 'brainpoolP384r1', notBefore: new Date('2026-01-01T00:00:00Z') })
  const opened = SecureElement.open(shared, memoryStore(), config)
  if (!opened.ok) throw new Error(opened.error.detail)
  const element = opened.value
  element.setUser('Admin', utf8(SECRETS.admin.pin), utf8('0123456789'))
  element.setUser('TimeAdmin', utf8(SECRETS.timeAdmin.pin), utf8('9876543210'))
  const deviceTime = new ManualClock()
  const now = (): Date => new Date(NOON.getTime() + deviceTime.now())
  const stick = new EmulatedStick(element, now)
  const line = new MemoryLine(stick)
  const options: DieboldOptions = { at: line.dial, secrets: SECRETS, clock: new SkippingClock() }
  return {
    element,
    deviceTime,
    now,
    stick,
    line,
    options,
    provision: () => provisionDiebold({ ...options, now: now() }),
    driver: (more: Partial<DieboldOptions> = {}) => openDiebold({ ...options, ...more }),
  }
}

/** The value of a result that must be one. */
export function must<T>(result: { ok: true; value: T } | { ok: false; error: { detail: string } }): T {
  if (!result.ok) throw new Error(result.error.detail)
  return result.value
}
