/** What can be wrong with an archive or worth knowing about it. */
export type FindingKind =
  // the file itself
  | 'sourceFailed'
  | 'archiveEmpty'
  | 'archiveTooLarge'
  | 'tarCorrupt'
  | 'tarTruncated'
  | 'blocksSkipped'
  | 'entryTooLarge'
  | 'tooManyEntries'
  | 'entryNotFile'
  | 'entryUnknown'
  | 'infoMissing'
  | 'infoUnreadable'
  // certificates
  | 'certificateUnreadable'
  | 'certificateNameDiffers'
  | 'tooManyCertificates'
  | 'chainBroken'
  | 'chainIncomplete'
  | 'rootNotPinned'
  | 'rootNotTrusted'
  // single messages
  | 'logMalformed'
  | 'logKeyUnknown'
  | 'logAlgorithmUnknown'
  | 'logAlgorithmUnsupported'
  | 'logSignatureWrong'
  | 'logSignatureDer'
  | 'logNameDiffers'
  | 'logOutsideCertificate'
  | 'tooManyPending'
  | 'tooManyClients'
  // messages together
  | 'counterMissing'
  | 'counterDuplicate'
  | 'timeFalls'
  | 'transactionMissing'
  | 'startTwice'
  | 'finishWithoutStart'
  | 'updateWithoutStart'
  | 'clientDiffers'
  | 'transactionOpen'
  | 'possiblyFiltered'

/** An error makes the archive invalid; a warning wants a look; a note only tells. */
export type Severity = 'error' | 'warning' | 'note'

/** One finding, with the entry it was found at where there is one. */
export interface Finding {
  readonly kind: FindingKind
  readonly severity: Severity
  readonly detail: string
  readonly entry: string | null
  /** Place of the entry in the archive, from 0. */
  readonly position: number | null
}

/** An entry of the archive, for saying where something was found. */
export interface EntryPlace {
  readonly name: string
  readonly position: number
}

const MAX_FINDINGS = 1000
const MAX_TEXT = 300

/** Collects findings, the first thousand in full and the rest by number. */
export class Findings {
  readonly list: Finding[] = []
  omitted = 0
  errors = 0
  #firstWrong: EntryPlace | null = null

  add(severity: Severity, kind: FindingKind, detail: string, place: EntryPlace | null = null): void {
    if (severity === 'error') this.#count(place)
    if (this.list.length >= MAX_FINDINGS) {
      this.omitted++
      return
    }
    const entry = place?.name.slice(0, MAX_TEXT) ?? null
    this.list.push({
      kind,
      severity,
      detail: detail.slice(0, MAX_TEXT),
      entry,
      position: place?.position ?? null,
    })
  }

  #count(place: EntryPlace | null): void {
    this.errors++
    if (place === null) return
    if (this.#firstWrong === null || place.position < this.#firstWrong.position) this.#firstWrong = place
  }

  /** Name of the first entry of the archive that is wrong. */
  get firstWrong(): string | null {
    return this.#firstWrong?.name.slice(0, MAX_TEXT) ?? null
  }
}
