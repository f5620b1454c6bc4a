import { setImmediate } from 'node:timers/promises'
import { ArchiveCheck } from './archive/archive-check.ts'
import type { ArchiveOptions, ArchiveReport, DeviceReport } from './archive/archive-report.ts'
import type { ArchiveCertificate } from './archive/certificates.ts'
import { type Chain, followChain } from './archive/chain.ts'
import { checkSequence } from './archive/sequence.ts'
import { type ArchiveSource, readTar, TarStop } from './archive/tar-reader.ts'

/** Entries checked before other work of the program gets its turn: some ten milliseconds. */
const ENTRIES_PER_TURN = 32

const readEntries = async (source: ArchiveSource, check: ArchiveCheck): Promise<void> => {
  try {
    for await (const file of readTar(source, check.limits)) {
      check.take(file)
      if (check.entries % ENTRIES_PER_TURN === 0) await setImmediate()
    }
  } catch (error) {
    if (!(error instanceof TarStop)) throw error
    check.findings.add('error', error.kind, error.message, error.place)
  }
}

const checkChain = (check: ArchiveCheck, device: ArchiveCertificate): Chain => {
  const { findings, anchors } = check
  const chain = followChain(device.certificate, check.certificates.all, anchors)
  const { place } = device
  if (chain.state === 'broken')
    findings.add('error', 'chainBroken', 'an issuer did not sign what names it', place)
  if (chain.state === 'incomplete' && !chain.pinned)
    findings.add('warning', 'chainIncomplete', 'an issuer is missing', place)
  if (!chain.pinned && anchors.length > 0)
    findings.add('error', 'rootNotTrusted', 'no trust anchor vouches for it', place)
  if (anchors.length === 0)
    findings.add('note', 'rootNotPinned', 'no trust anchor given: anyone can make such a chain', place)
  return chain
}

const checkDevice = (
  check: ArchiveCheck,
  serial: string,
  filtered: boolean | 'auto',
): DeviceReport | null => {
  const ledger = check.messages.ledgers.get(serial)
  if (ledger === undefined) return null
  const certificate = check.certificates.find(serial)
  return {
    serial,
    curve: certificate?.key?.curve ?? null,
    messages: ledger.count,
    clients: ledger.clients,
    chain: certificate === undefined ? null : checkChain(check, certificate),
    ...checkSequence(ledger, filtered, check.findings),
  }
}

/**
 * Checks an archive of a TSE (TR-03153) as an auditor would: certificates, the signature of every log, counters,
 * transactions, times and names. Streams the archive with bounded memory; whatever is wrong with it, also that it is
 * damaged, hostile or broke off, comes back as a finding.
 */
export const verifyArchive = async (
  source: ArchiveSource,
  options: ArchiveOptions = {},
): Promise<ArchiveReport> => {
  const check = new ArchiveCheck(options)
  await readEntries(source, check)
  try {
    check.settle()
  } catch (error) {
    if (!(error instanceof TarStop)) throw error
    check.findings.add('error', error.kind, error.message, error.place)
  }
  const { filtered = 'auto' } = options
  const devices = [...check.messages.ledgers.keys()].flatMap(
    (serial) => checkDevice(check, serial, filtered) ?? [],
  )
  const { findings, info, entries } = check
  const { messages, verified } = check.messages
  return {
    valid: findings.errors === 0,
    firstWrong: findings.firstWrong,
    findings: findings.list,
    omittedFindings: findings.omitted,
    info,
    entries,
    messages,
    verified,
    devices,
  }
}
