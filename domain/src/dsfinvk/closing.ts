import type { BusinessDate } from '../time/business-date.ts'
import type { LogTimeFormatName, ProcessDataEncoding } from './enumerations.ts'
import type { VatRate } from './vat-keys.ts'

export interface Address {
  readonly street: string
  readonly postalCode: string
  readonly city: string
  /** ISO 3166 alpha-3, e.g. DEU. */
  readonly country: string
}

export interface Company extends Address {
  readonly name: string
  /** One of the two must be there. */
  readonly taxNumber: string | null
  readonly vatId: string | null
}

export interface Location extends Address {
  readonly name: string
  /** Only where the branch has one of its own. */
  readonly vatId: string | null
}

export interface Device {
  readonly brand: string | null
  readonly model: string | null
  readonly serial: string
  readonly softwareBrand: string | null
  readonly softwareVersion: string | null
}

/** The till that closes. Its serial is the TSE's clientId and stands on every receipt. */
export interface Register extends Device {
  /** ISO 4217. */
  readonly currency: string
}

/** An input terminal without a closing of its own. */
export interface Terminal extends Device {
  readonly id: string
}

/** On whose account some lines are sold; 0 is the own business and not listed. */
export interface Agency extends Address {
  readonly id: number
  readonly name: string
  readonly taxNumber: string | null
  readonly vatId: string | null
}

/** A TSE in use during the closing. */
export interface TseUnit {
  /** Small number of our own; only transactions_tse refers to it. */
  readonly id: number
  /** SHA-256 of the public key, 64 hex digits. */
  readonly serial: string
  readonly algorithm: string
  readonly logTimeFormat: LogTimeFormatName
  readonly processDataEncoding: ProcessDataEncoding
  /** Base64 of 04‖X‖Y. */
  readonly publicKey: string
  /** Base64 of the DER certificate, whole. */
  readonly certificate: string
}

/** Master data as they were at one closing of one till; they are repeated for every closing (DSFinV-K 2.4, ch. 3.2). */
export interface Closing {
  /** Z_KASSE_ID. */
  readonly registerId: string
  /** UTC instant at which the closing was made. */
  readonly createdAt: string
  /** Z_NR: rising without gaps, never reset. */
  readonly number: number
  /** The day it is booked on; exported only where it is not the day of its making. */
  readonly bookingDay: BusinessDate | null
  readonly company: Company
  readonly location: Location
  readonly register: Register
  readonly terminals: readonly Terminal[]
  readonly agencies: readonly Agency[]
  readonly tses: readonly TseUnit[]
  /** Rates the keys stood for; keys not used in the closing are not exported. */
  readonly vatRates: readonly VatRate[]
}
