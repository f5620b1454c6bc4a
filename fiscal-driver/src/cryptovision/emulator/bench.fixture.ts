import { defaultConfig, type ElementConfig } from '../../secure-element/config.ts'
import { createIdentity, type ElementIdentity } from '../../secure-element/identity.ts'
import { SecureElement } from '../../secure-element/secure-element.ts'
import { memoryStore } from '../../secure-element/store.ts'
import { SkippingClock } from '../../transport/clock.ts'
import { MemoryVolumes } from '../../transport/memory-volumes.ts'
import { type CryptovisionOptions, openCryptovision } from '../device.ts'
import { type CardSecrets, provisionCryptovision } from '../provision.ts'
import { type CardOptions, EmulatedCard } from './card.ts'

export const NOON = new Date('2026-11-22T12:00:00Z')
export const CLIENT = 'FIL07-K02'
export const SECRETS: CardSecrets = {
  adminPin: '12345678',
  adminPuk: '0123456789',
  timeAdminPin: '87654321',
  timeAdminPuk: '9876543210',
}

let identity: ElementIdentity | null = null

/** One key for all tests of a file: making keys and certificates is the slow part. */
const sharedIdentity = (): ElementIdentity => {
  identity ??= createIdentity({ curve: 'P-256', notBefore: new Date('2026-01-01T00:00:00Z') })
  return identity
}

export const CARD_CONFIG: ElementConfig = {
  ...defaultConfig,
  limits: { ...defaultConfig.limits, clients: 128, openTransactions: 32 },
  selfTestEvery: null,
  timeUpdateEvery: 1800,
}

export interface BenchOptions extends Partial<Omit<CardOptions, 'element' | 'now'>> {
  readonly config?: ElementConfig
  readonly identity?: ElementIdentity
}

/** A card on a memory volume, a clock that skips every wait, and a driver on it. */
export function cardBench({ config = CARD_CONFIG, identity: own, ...card }: BenchOptions = {}) {
  const clock = new SkippingClock()
  const opened = SecureElement.open(own ?? sharedIdentity(), memoryStore(), config)
  if (!opened.ok) throw new Error(opened.error.detail)
  const now = (): Date => new Date(NOON.getTime() + clock.now())
  const emulated = new EmulatedCard({ element: opened.value, now, ...card })
  const volumes = new MemoryVolumes(emulated)
  emulated.onPowerLoss = () => volumes.unplug()
  const pacing = { clock, timeout: 1000, pollEvery: 10 }
  const pins = { admin: SECRETS.adminPin, timeAdmin: SECRETS.timeAdminPin }
  const driver = (options: Partial<CryptovisionOptions> = {}) =>
    openCryptovision({ volumes, pins, pacing, ...options })
  return {
    clock,
    now,
    card: emulated,
    element: opened.value,
    volumes,
    driver,
    replug: () => volumes.plug(emulated),
    provision: (clients: readonly string[] = [CLIENT]) =>
      provisionCryptovision({ volumes, secrets: SECRETS, clients, now: now(), pacing }),
  }
}

export type CardBench = ReturnType<typeof cardBench>

/** A provisioned card with an open driver. */
export async function readyBench(options: BenchOptions = {}) {
  const bench = cardBench(options)
  must(await bench.provision())
  const tse = bench.driver()
  const identity = must(await tse.open(bench.now()))
  return { ...bench, tse, identity }
}

/** The value of a result that must be one. */
export function must<T>(result: { ok: true; value: T } | { ok: false; error: { detail: string } }): T {
  if (!result.ok) throw new Error(result.error.detail)
  return result.value
}
