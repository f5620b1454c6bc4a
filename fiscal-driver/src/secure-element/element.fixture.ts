import { defaultConfig, type ElementConfig } from './config.ts'
import { createIdentity, type ElementIdentity } from './identity.ts'
import { SecureElement } from './secure-element.ts'
import { type ElementStore, memoryStore } from './store.ts'

export const NOW = new Date('2026-11-23T05:00:00.250Z')

/** The oscillator some seconds after NOW. */
export const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000)

/** One key for all tests: making one is slow. */
export const identity: ElementIdentity = createIdentity({
  curve: 'P-256',
  notBefore: new Date('2026-01-01T00:00:00Z'),
})

/** The value of a success; a failure fails the test with its kind. */
export const must = <T>(
  result: { ok: true; value: T } | { ok: false; error: { kind: string; detail: string } },
): T => {
  if (!result.ok) throw new Error(`${result.error.kind}: ${result.error.detail}`)
  return result.value
}

/** The kind of a failure, or `ok`. */
export const outcome = (result: { ok: true } | { ok: false; error: { kind: string } }): string =>
  result.ok ? 'ok' : result.error.kind

/** An element powered up on a store, as it stands. */
export const powerUp = (
  store: ElementStore = memoryStore(),
  config: Partial<ElementConfig> = {},
): SecureElement => must(SecureElement.open(identity, store, { ...defaultConfig, ...config }))

/** Self-test and time: what every power-up needs. */
export const bringUp = (element: SecureElement, now: Date = NOW): SecureElement => {
  must(element.selfTest(now))
  must(element.updateTime(now, now))
  return element
}

/** An element in service with clients A and B. */
export const inService = (
  config: Partial<ElementConfig> = {},
  store: ElementStore = memoryStore(),
): SecureElement => {
  const element = powerUp(store, config)
  must(element.initialize('Test', NOW))
  bringUp(element)
  must(element.registerClient('A', NOW))
  must(element.registerClient('B', NOW))
  return element
}

/** What client A says at Finish. */
export const sale = {
  clientId: 'A',
  processType: 'Kassenbeleg-V1',
  processData: Buffer.from('Beleg^…^1.00:Bar'),
}

/** What a client says at Start: nothing. */
export const empty = (clientId = 'A') => ({ clientId, processType: '', processData: new Uint8Array(0) })

/** Start and Finish. */
export const sell = (element: SecureElement, now: Date = NOW): void => {
  must(element.start(empty(), now))
  must(element.finish(element.state.transactionCounter, sale, now))
}
