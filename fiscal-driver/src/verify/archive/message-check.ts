import type { X509Certificate } from 'node:crypto'
import type { LogMessage } from '../../log/log-message.ts'
import { logNameParts, parseLogName } from '../../log/log-name.ts'
import { parseLog } from '../../log/parse-log.ts'
import { type LogReason, type LogVerdict, verifyMessage } from '../verify-log.ts'
import type { MessageVerdict } from './archive-report.ts'
import type { ArchiveCertificate, CertificateSet } from './certificates.ts'
import type { EntryPlace, FindingKind, Findings, Severity } from './findings.ts'
import { Ledger } from './ledger.ts'
import type { ArchiveLimits } from './limits.ts'
import { TarStop } from './tar-reader.ts'

const reasons: Readonly<Record<LogReason, readonly [Severity, FindingKind, string]>> = {
  malformed: ['error', 'logMalformed', 'the log cannot be read'],
  unknownKey: ['error', 'logKeyUnknown', 'no certificate for the key of this log'],
  otherKey: ['error', 'logKeyUnknown', 'the certificate is for another key'],
  unknownAlgorithm: ['error', 'logAlgorithmUnknown', 'no known signature algorithm'],
  unsupportedAlgorithm: ['warning', 'logAlgorithmUnsupported', 'the signature could not be checked'],
  signature: ['error', 'logSignatureWrong', 'the signature does not hold'],
}

const hexOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')

const keyMissing = (message: LogMessage): LogVerdict => ({
  valid: false,
  reason: 'unknownKey',
  message,
  failure: null,
  signatureEncoding: null,
})

/** What the check of messages needs of the check around it. */
export interface MessageCheckOptions {
  readonly findings: Findings
  readonly certificates: CertificateSet
  readonly limits: ArchiveLimits
  readonly onMessage: (verdict: MessageVerdict) => void
}

/** Checks every log by itself and enters it into the ledger of its device. */
export class MessageCheck {
  /** By serial in hex. */
  readonly ledgers = new Map<string, Ledger>()
  messages = 0
  verified = 0
  readonly #options: MessageCheckOptions
  #pending: { readonly place: EntryPlace; readonly bytes: Uint8Array }[] = []
  #pendingBytes = 0

  constructor(options: MessageCheckOptions) {
    this.#options = options
  }

  take(place: EntryPlace, bytes: Uint8Array): void {
    this.messages++
    const parsed = parseLog(bytes)
    if (!parsed.ok) {
      const { element, kind, offset } = parsed.error
      this.#report(place, 'malformed', null, `${element}: ${kind} at byte ${offset}`)
      return
    }
    const certificate = this.#options.certificates.find(hexOf(parsed.value.serial))
    if (certificate !== undefined) this.#judge(place, parsed.value, certificate)
    else this.#postpone(place, bytes)
  }

  /** Certificates may come after the logs; those wait, within bounds. */
  #postpone({ name, position }: EntryPlace, bytes: Uint8Array): void {
    this.#pendingBytes += bytes.length
    const { pendingBytes } = this.#options.limits
    if (this.#pendingBytes > pendingBytes) {
      throw new TarStop(
        'tooManyPending',
        `more than ${pendingBytes} bytes of logs before their certificate`,
        { name, position },
      )
    }
    this.#pending.push({ place: { name, position }, bytes: Uint8Array.from(bytes) })
  }

  /** Judges what waited, once every certificate is known. */
  settle(): void {
    for (const { place, bytes } of this.#pending) {
      const parsed = parseLog(bytes)
      if (parsed.ok)
        this.#judge(place, parsed.value, this.#options.certificates.find(hexOf(parsed.value.serial)))
    }
    this.#pending = []
  }

  #judge(place: EntryPlace, message: LogMessage, certificate: ArchiveCertificate | undefined): void {
    const key = certificate?.key ?? null
    const verdict = key === null ? keyMissing(message) : verifyMessage(message, key)
    this.#report(place, verdict.reason, message, '')
    if (verdict.valid) this.verified++
    if (verdict.signatureEncoding === 'der')
      this.#options.findings.add('warning', 'logSignatureDer', 'DER instead of plain', place)
    this.#checkName(place, message)
    if (certificate !== undefined) this.#checkValidity(place, message, certificate.certificate)
    // What does not verify proves nothing: its counter counts as missing.
    if (verdict.reason !== 'signature') this.#enter(place, message)
  }

  #enter(place: EntryPlace, message: LogMessage): void {
    const serial = hexOf(message.serial)
    const ledger = this.ledgers.get(serial) ?? new Ledger()
    this.ledgers.set(serial, ledger)
    if (!ledger.add(message, place) || this.ledgers.size > this.#options.limits.certificates) {
      throw new TarStop('tooManyClients', 'more devices, clients or operations than any archive has', place)
    }
  }

  #report(place: EntryPlace, reason: LogReason | null, message: LogMessage | null, detail: string): void {
    if (reason !== null) {
      const [severity, kind, text] = reasons[reason]
      this.#options.findings.add(severity, kind, detail === '' ? text : `${text}: ${detail}`, place)
    }
    this.#options.onMessage({
      entry: place.name,
      position: place.position,
      valid: reason === null,
      reason,
      serial: message === null ? null : hexOf(message.serial),
      signatureCounter: message?.signatureCounter ?? null,
    })
  }

  /** The content decides and the name is a label, but both should agree (TR-03153). */
  #checkName(place: EntryPlace, message: LogMessage): void {
    const said = parseLogName(place.name)
    const meant = logNameParts(message)
    const agrees =
      said !== null &&
      said.time === meant.time &&
      said.signatureCounter === meant.signatureCounter &&
      said.label.toLowerCase() === meant.label.toLowerCase()
    if (!agrees)
      this.#options.findings.add(
        'warning',
        'logNameDiffers',
        `the content is that of ${meant.time} ${meant.label}`,
        place,
      )
  }

  /** Before its time is first set a device may write any time into system logs. */
  #checkValidity(place: EntryPlace, { logTime, content }: LogMessage, certificate: X509Certificate): void {
    if (content.kind !== 'transaction') return
    if (logTime >= certificate.validFromDate && logTime <= certificate.validToDate) return
    this.#options.findings.add(
      'error',
      'logOutsideCertificate',
      'the log time lies outside the life of the certificate',
      place,
    )
  }
}
