import type { ProcessDataForm } from '../log/encode-log.ts'
import type { LogTimeFormat } from '../tse.ts'

/** What a kind of device allows. */
export interface ElementLimits {
  readonly clients: number
  readonly openTransactions: number
  /** Signatures over the whole life. */
  readonly signatures: number
  /** Memory for messages in bytes of the archive. */
  readonly logBytes: number
  readonly clientIdBytes: number
  readonly processTypeBytes: number
  readonly processDataBytes: number
}

/** How a kind of device behaves. */
export interface ElementConfig {
  readonly limits: ElementLimits
  readonly logTimeFormat: LogTimeFormat
  /** Seconds after which a self-test is due again; null where the device asks for none at all. */
  readonly selfTestEvery: number | null
  /** Seconds after which the time must be set again; null where once per power-up is enough. */
  readonly timeUpdateEvery: number | null
  readonly processDataForm: ProcessDataForm
  /** What stands in the processType of a Start without one: no element, an empty one or a blank. */
  readonly emptyProcessType: 'absent' | 'empty' | 'blank'
  readonly pinTries: number
}

/** Figures of common devices: 100 clients, 20 million signatures, a store of 6.98 GB, a self-test every 25 hours. */
export const defaultConfig: ElementConfig = {
  limits: {
    clients: 100,
    openTransactions: 512,
    signatures: 20_000_000,
    logBytes: 6_979_321_856,
    clientIdBytes: 30,
    processTypeBytes: 100,
    processDataBytes: 65_536,
  },
  logTimeFormat: 'unixTime',
  selfTestEvery: 25 * 3600,
  timeUpdateEvery: null,
  processDataForm: 'primitive',
  emptyProcessType: 'empty',
  pinTries: 3,
}
