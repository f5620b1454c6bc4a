import type { X509Certificate } from 'node:crypto'
import type { ArchiveInfo } from '../../secure-element/export-archive.ts'
import type { ArchiveOptions } from './archive-report.ts'
import { CertificateSet, isCertificateName, parseCertificates } from './certificates.ts'
import { Findings } from './findings.ts'
import { parseInfoCsv } from './info-csv.ts'
import { type ArchiveLimits, defaultLimits } from './limits.ts'
import { MessageCheck } from './message-check.ts'
import { type TarFile, TarStop } from './tar-reader.ts'

/** Takes the entries of an archive one by one, checks what can be checked at once and keeps what the rest needs. */
export class ArchiveCheck {
  readonly findings = new Findings()
  readonly certificates = new CertificateSet()
  readonly messages: MessageCheck
  readonly limits: ArchiveLimits
  /** Trusted authorities as given. */
  readonly anchors: readonly X509Certificate[]
  info: ArchiveInfo | null = null
  entries = 0

  constructor({ limits, certificates = [], trustAnchors = [], onMessage = () => undefined }: ArchiveOptions) {
    this.limits = { ...defaultLimits, ...limits }
    this.anchors = trustAnchors.flatMap((bytes) => parseCertificates(bytes) ?? [])
    for (const certificate of certificates.flatMap((bytes) => parseCertificates(bytes) ?? [])) {
      this.certificates.add(certificate, null)
    }
    const { findings } = this
    this.messages = new MessageCheck({
      findings,
      certificates: this.certificates,
      limits: this.limits,
      onMessage,
    })
  }

  take(file: TarFile): void {
    this.entries++
    const { name, bytes } = file
    if (!file.adjacent)
      this.findings.add('warning', 'blocksSkipped', 'blocks before this entry are not part of it', file)
    if (!file.isFile) this.findings.add('warning', 'entryNotFile', 'not a plain file', file)
    else if (name === 'info.csv') this.#takeInfo(file)
    else if (isCertificateName(name)) this.#takeCertificate(file)
    else if (/\.log$/i.test(name)) this.messages.take(file, bytes)
    else this.findings.add('warning', 'entryUnknown', 'no file of an archive', file)
  }

  #takeInfo(file: TarFile): void {
    this.info = parseInfoCsv(file.bytes)
    if (this.info === null)
      this.findings.add('warning', 'infoUnreadable', 'not six fields of labels and values', file)
  }

  #takeCertificate(file: TarFile): void {
    if (this.certificates.all.length >= this.limits.certificates) {
      throw new TarStop('tooManyCertificates', `more than ${this.limits.certificates} certificates`, file)
    }
    this.certificates.addFile({ name: file.name, position: file.position }, file.bytes, this.findings)
  }

  /** Judges what waited, once every entry is known. */
  settle(): void {
    this.messages.settle()
    if (this.info === null && this.entries > 0)
      this.findings.add('warning', 'infoMissing', 'no readable info.csv')
  }
}
