import type { CurveName } from '../crypto/curves.ts'
import { defaultConfig, type ElementConfig, type ElementLimits } from '../secure-element/config.ts'
import type { LogTimeFormat } from '../tse.ts'
import type { Fault } from './faults.ts'

/** How a software TSE is set up. */
export interface SoftwareTseOptions {
  /** Where key, certificates and messages live. One program at a time. */
  readonly folder: string
  readonly clock: () => Date
  readonly description?: string
  readonly curve?: CurveName
  readonly logTimeFormat?: LogTimeFormat
  /** Milliseconds each command takes; 0 unless given. Hardware needs about 150 to 500. */
  readonly latencyMs?: number
  /** False trades safety against power cuts, not against killed programs, for speed. */
  readonly fsync?: boolean
  readonly limits?: Partial<ElementLimits>
  /** Seconds; null for a device that never asks. */
  readonly selfTestEvery?: number | null
  readonly timeUpdateEvery?: number | null
  /** Life of the device certificate in years. */
  readonly certificateYears?: number
  readonly faults?: readonly Fault[]
}

/** What every software TSE calls itself unless told otherwise. */
export const SIMULATOR = 'Brotkasten Software-TSE (Simulator, ohne Zertifizierung)'

/** The element behind a software TSE. */
export const elementConfig = (options: SoftwareTseOptions): ElementConfig => ({
  ...defaultConfig,
  limits: { ...defaultConfig.limits, ...options.limits },
  logTimeFormat: options.logTimeFormat ?? defaultConfig.logTimeFormat,
  selfTestEvery: options.selfTestEvery === undefined ? defaultConfig.selfTestEvery : options.selfTestEvery,
  timeUpdateEvery:
    options.timeUpdateEvery === undefined ? defaultConfig.timeUpdateEvery : options.timeUpdateEvery,
})
