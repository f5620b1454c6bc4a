import type { X509Certificate } from 'node:crypto'
import type { ArchiveCertificate } from './certificates.ts'

/** How far a device certificate could be followed. */
export interface Chain {
  /** `rooted`: up to a self-signed root that the archive contains. */
  readonly state: 'rooted' | 'incomplete' | 'broken'
  /** True where a trust anchor given by the caller vouches for it: without one, anybody can make such a chain. */
  readonly pinned: boolean
  /** Subjects from the device up, for reading. */
  readonly subjects: readonly string[]
}

const MAX_LENGTH = 8

const signedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)

const isPinned = (certificate: X509Certificate, anchors: readonly X509Certificate[]): boolean =>
  anchors.some(
    (anchor) => anchor.fingerprint256 === certificate.fingerprint256 || signedBy(certificate, anchor),
  )

/** Follows a device certificate to the root among the certificates given (auditor's check 1). */
export const followChain = (
  device: X509Certificate,
  others: readonly ArchiveCertificate[],
  anchors: readonly X509Certificate[],
): Chain => {
  const subjects: string[] = []
  let current = device
  let pinned = false
  const end = (state: Chain['state']): Chain => ({ state, pinned: pinned && state !== 'broken', subjects })
  while (subjects.length < MAX_LENGTH) {
    subjects.push(current.subject.replaceAll('\n', ', '))
    pinned ||= isPinned(current, anchors)
    if (signedBy(current, current)) return end('rooted')
    const named = others.map(({ certificate }) => certificate).filter((other) => current.checkIssued(other))
    const issuer = named.find((other) => other.ca && signedBy(current, other))
    if (issuer === undefined) return end(named.length === 0 ? 'incomplete' : 'broken')
    current = issuer
  }
  return end('broken')
}
