// The closed value lists of DSFinV-K 2.4, spelled as the specification does.

/** BON_TYP: what kind of Vorgang a Bon records. Only `Beleg` flows into a closing's sums. */
export const BON_TYPES = [
  'Beleg',
  'AVRechnung',
  'AVTransfer',
  'AVBestellung',
  'AVTraining',
  'AVBelegstorno',
  'AVBelegabbruch',
  'AVSachbezug',
  'AVSonstige',
] as const
export type BonType = (typeof BON_TYPES)[number]

/** GV_TYP: what a line does to the business (annex C). */
export const BUSINESS_CASES = [
  'Umsatz',
  'Pfand',
  'PfandRueckzahlung',
  'Rabatt',
  'Aufschlag',
  'ZuschussEcht',
  'ZuschussUnecht',
  'TrinkgeldAG',
  'TrinkgeldAN',
  'EinzweckgutscheinKauf',
  'EinzweckgutscheinEinloesung',
  'MehrzweckgutscheinKauf',
  'MehrzweckgutscheinEinloesung',
  'Forderungsentstehung',
  'Forderungsaufloesung',
  'Anzahlungseinstellung',
  'Anzahlungsaufloesung',
  'Anfangsbestand',
  'Privatentnahme',
  'Privateinlage',
  'Geldtransit',
  'Lohnzahlung',
  'Einzahlung',
  'Auszahlung',
  'DifferenzSollIst',
] as const
export type BusinessCase = (typeof BUSINESS_CASES)[number]

/** ZAHLART_TYP (annex D); `Keine` stands where nothing is paid. */
export const PAYMENT_TYPES = [
  'Bar',
  'Unbar',
  'Keine',
  'ECKarte',
  'Kreditkarte',
  'ElZahlungsdienstleister',
  'Guthabenkarte',
] as const
export type PaymentType = (typeof PAYMENT_TYPES)[number]

/** REF_TYP: what another document is. */
export const REFERENCE_TYPES = [
  'ExterneRechnung',
  'ExternerLieferschein',
  'Transaktion',
  'ExterneSonstige',
] as const
export type ReferenceType = (typeof REFERENCE_TYPES)[number]

/** TYP in itemamounts.csv: how a line's price came about. */
export const PRICE_PARTS = ['base_amount', 'discount', 'extra_amount'] as const
export type PricePartType = (typeof PRICE_PARTS)[number]

/** TSE_ZEITFORMAT. */
export const LOG_TIME_FORMATS = [
  'unixTime',
  'utcTime',
  'utcTimeWithSeconds',
  'generalizedTime',
  'generalizedTimeWithMilliseconds',
] as const
export type LogTimeFormatName = (typeof LOG_TIME_FORMATS)[number]

/** TSE_PD_ENCODING. */
export const PROCESS_DATA_ENCODINGS = ['UTF-8', 'ASCII'] as const
export type ProcessDataEncoding = (typeof PROCESS_DATA_ENCODINGS)[number]
