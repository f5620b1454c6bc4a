import { err, ok, type Result } from '@brotkasten/domain/result'
import { fileStore } from '../secure-element/file-store.ts'
import { loadIdentity } from '../secure-element/identity-file.ts'
import { SecureElement } from '../secure-element/secure-element.ts'
import { storeProblem } from '../secure-element/signer.ts'
import type { TseFailure } from '../tse.ts'
import { elementConfig, SIMULATOR, type SoftwareTseOptions } from './options.ts'

const DAY = 24 * 3600 * 1000

/** Plugs the device in: reads key and memory from the folder. On first use the key is made, valid from yesterday. */
export const powerUp = (options: SoftwareTseOptions, now: Date): Result<SecureElement, TseFailure> => {
  const { folder, curve = 'P-256', certificateYears = 8 } = options
  const notBefore = new Date(Math.floor(now.getTime() / DAY) * DAY - DAY)
  const identity = loadIdentity(folder, { curve, notBefore, years: certificateYears })
  if (!identity.ok) return err(storeProblem(identity.error))
  const store = fileStore(folder)
  if (!store.ok) return err(storeProblem(store.error))
  const element = SecureElement.open(identity.value, store.value, elementConfig(options))
  if (!element.ok) void store.value.close()
  return element
}

/** Initialises a new device, runs the self-test if it is due and sets the time. */
export const bringToWork = (
  element: SecureElement,
  options: SoftwareTseOptions,
  now: Date,
): Result<void, TseFailure> => {
  const oscillator = options.clock()
  if (element.state.lifecycle === 'disabled')
    return err({ kind: 'disabled', detail: 'the device was disabled for good' })
  if (element.state.lifecycle === 'uninitialized') {
    const initialized = element.initialize(options.description ?? SIMULATOR, oscillator)
    if (!initialized.ok) return initialized
  }
  if (element.situation(oscillator).selfTestDueIn === 0) {
    const tested = element.selfTest(oscillator)
    if (!tested.ok) return tested
  }
  const timed = element.updateTime(now, oscillator)
  return timed.ok ? ok(undefined) : timed
}
