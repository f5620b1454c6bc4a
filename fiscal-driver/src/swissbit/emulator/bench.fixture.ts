import { defaultConfig, type ElementConfig } from '../../secure-element/config.ts'
import { createIdentity, type ElementIdentity } from '../../secure-element/identity.ts'
import { SecureElement } from '../../secure-element/secure-element.ts'
import { memoryStore } from '../../secure-element/store.ts'
import { ManualClock, SkippingClock } from '../../transport/clock.ts'
import { MemoryVolumes } from '../../transport/memory-volumes.ts'
import type { Tse } from '../../tse.ts'
import { openSwissbitRaw, type SwissbitOptions } from '../device.ts'
import { provisionSwissbit } from '../provision.ts'
import { EmulatedSwissbit } from './stick.ts'

export const NOON = new Date('2026-11-22T12:00:00Z')
export const CLIENT = 'FIL07-K02'
export const SECRETS = { puk: '123456', adminPin: '12345', timeAdminPin: '98765' } as const
export const SWISSBIT_CONFIG: ElementConfig = { ...defaultConfig, timeUpdateEvery: 1800 }

let shared: ElementIdentity | null = null

/** A device from the factory on a memory volume, and a driver with a clock that skips every wait. */
export function swissbitBench(config: ElementConfig = SWISSBIT_CONFIG, mustFetch = true) {
  shared ??= createIdentity({ curve: 'brainpoolP384r1', notBefore: new Date('2026-01-01T00:00:00Z') })
  const opened = SecureElement.open(shared, memoryStore(), config)
  if (!opened.ok) throw new Error(opened.error.detail)
  const deviceTime = new ManualClock()
  const now = (): Date => new Date(NOON.getTime() + deviceTime.now())
  const stick = new EmulatedSwissbit(opened.value, now, { mustFetch })
  const volumes = new MemoryVolumes(stick)
  volumes.unmountStale()
  const pacing = { clock: new SkippingClock(), pollEvery: 10, timeout: 500 }
  return {
    element: opened.value,
    deviceTime,
    now,
    stick,
    volumes,
    provision: (more: { seed?: string } = {}) =>
      provisionSwissbit({ volumes, secrets: SECRETS, now: now(), pacing, experimental: true, ...more }),
    driver: (more: Partial<SwissbitOptions> = {}): Tse => {
      const tse = openSwissbitRaw({ volumes, secrets: SECRETS, pacing, experimental: true, ...more })
      if (tse === null) throw new Error('the experiment is switched on')
      return tse
    },
    replug: () => {
      volumes.unplug()
      volumes.plug(stick)
    },
  }
}

/** The value of a result that must be one. */
export function must<T>(result: { ok: true; value: T } | { ok: false; error: { detail: string } }): T {
  if (!result.ok) throw new Error(result.error.detail)
  return result.value
}
