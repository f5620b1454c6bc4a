/**
 * Where sources disagree an export follows one reading; each setting names the other. The defaults are what an
 * importer driven by index.xml, and the specification's own samples, can both take.
 */
export interface DsfinvkSettings {
  /** IANA zone of the branch: BON_START, BON_ENDE and Z_ERSTELLUNG are till-local. */
  readonly zone: string
  /** `local` as in the specification's sample (2016-09-27T17:00:01); `offset` adds +02:00, which tells the hour in October. */
  readonly timestamps: 'local' | 'offset'
  /** `declared` writes as many decimals as index.xml declares; `needed` at least two. transactions_vat always shows two. */
  readonly decimals: 'declared' | 'needed'
  /** BON_STORNO of a Bon that reverses another: 0 in the specification, 1 with one middleware. */
  readonly reversals: 'unmarked' | 'marked'
  /** An outage's row in transactions_tse with TSE_TA_FEHLER, or none. */
  readonly outages: 'row' | 'none'
}

export const DEFAULT_SETTINGS: DsfinvkSettings = {
  zone: 'Europe/Berlin',
  timestamps: 'local',
  decimals: 'declared',
  reversals: 'unmarked',
  outages: 'row',
}
