import { type Hundredths, hundredths } from './decimal.ts'

/** One row of vat.csv: a key with the rate it stands for at that closing. */
export interface VatRate {
  readonly key: number
  /** Hundredths of a percent: 1900 is 19 %. */
  readonly rate: Hundredths
  readonly description: string
}

const rate = (key: number, hundredthsOfPercent: number, description: string): VatRate => ({
  key,
  rate: hundredths(hundredthsOfPercent),
  description,
})

/** Keys below this are the authority's, from it on an own special case may be declared. */
export const FIRST_OWN_VAT_KEY = 1000

/** Outside VAT: cash movements, multi-purpose vouchers, tips to staff. */
export const NOT_TAXABLE = 5
/** VAT not determinable; sets KEINE_UST_ZUORDNUNG. */
export const NOT_DETERMINABLE = 7

/**
 * UST_SCHLUESSEL, annex of 2024-12-05, with the rates of 2026: 1 to 3 mean "current at the time of the event", two
 * digits are historical, the second digit being the key they belonged to. A closing of another year passes its own.
 */
export const VAT_KEYS: readonly VatRate[] = [
  rate(1, 1900, 'Allgemeiner Steuersatz'),
  rate(2, 700, 'Ermäßigter Steuersatz'),
  rate(3, 780, 'Durchschnittsatz § 24 Abs. 1 Nr. 3 UStG'),
  rate(4, 550, 'Durchschnittsatz § 24 Abs. 1 Nr. 1 UStG'),
  rate(5, 0, 'Nicht steuerbar'),
  rate(6, 0, 'Umsatzsteuerfrei'),
  rate(7, 0, 'Umsatzsteuer nicht ermittelbar'),
  rate(8, 0, 'Nullsteuersatz § 12 Abs. 3 UStG'),
  rate(11, 1900, 'Historischer allgemeiner Steuersatz'),
  rate(12, 700, 'Historischer ermäßigter Steuersatz'),
  rate(13, 1070, 'Historischer Durchschnittsatz § 24 Abs. 1 Nr. 3 UStG'),
  rate(21, 1600, 'Historischer allgemeiner Steuersatz 2020'),
  rate(22, 500, 'Historischer ermäßigter Steuersatz 2020'),
  rate(23, 950, 'Historischer Durchschnittsatz § 24 Abs. 1 Nr. 3 UStG'),
  rate(33, 900, 'Historischer Durchschnittsatz § 24 Abs. 1 Nr. 3 UStG'),
  rate(43, 840, 'Historischer Durchschnittsatz § 24 Abs. 1 Nr. 3 UStG'),
]
