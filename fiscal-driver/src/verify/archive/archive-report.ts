import type { CurveName } from '../../crypto/curves.ts'
import type { ArchiveInfo } from '../../secure-element/export-archive.ts'
import type { LogReason } from '../verify-log.ts'
import type { Chain } from './chain.ts'
import type { Finding } from './findings.ts'
import type { ArchiveLimits } from './limits.ts'
import type { SequenceSummary } from './sequence.ts'

/** How an archive is to be judged. */
export interface ArchiveOptions {
  /**
   * Whether the export was limited to a client or a time: then gaps are no fault. An archive does not say so itself;
   * `auto` (the default) takes gaps of a single-client archive as possibly that, and says so.
   */
  readonly filtered?: boolean | 'auto'
  /** Certificates (DER or PEM) of authorities that are trusted. Without them no root is pinned. */
  readonly trustAnchors?: readonly Uint8Array[]
  /** Certificates known from elsewhere, for archives without them or with them at the end. */
  readonly certificates?: readonly Uint8Array[]
  readonly limits?: Partial<ArchiveLimits>
  /** Called for every log in the order of checking. */
  readonly onMessage?: (verdict: MessageVerdict) => void
}

/** The verdict on one log of an archive. */
export interface MessageVerdict {
  readonly entry: string
  readonly position: number
  readonly valid: boolean
  readonly reason: LogReason | null
  /** Null where the log could not be read. */
  readonly serial: string | null
  readonly signatureCounter: number | null
}

/** One TSE whose messages the archive holds. */
export interface DeviceReport extends SequenceSummary {
  readonly serial: string
  readonly curve: CurveName | null
  readonly messages: number
  readonly clients: readonly string[]
  readonly chain: Chain | null
}

/** What the check of an archive found. */
export interface ArchiveReport {
  /** True without any finding of severity `error`. */
  readonly valid: boolean
  /** Name of the first entry, in the order of the archive, that is wrong. */
  readonly firstWrong: string | null
  readonly findings: readonly Finding[]
  /** Findings beyond the first thousand. */
  readonly omittedFindings: number
  readonly info: ArchiveInfo | null
  readonly entries: number
  /** Logs in the archive, and those whose signature holds. */
  readonly messages: number
  readonly verified: number
  readonly devices: readonly DeviceReport[]
}
