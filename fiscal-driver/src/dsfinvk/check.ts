import { type Finding, Findings, type RuleName } from './check/finding.ts'
import type { CheckSettings } from './check/rule.ts'
import { PLAIN_RULES } from './check/rules/all.ts'
import { type SignatureCounts, signatures } from './check/rules/signatures.ts'
import { CheckRun, unreadable } from './check/run.ts'
import type { ReadLimits } from './read/limits.ts'
import { openDsfinvk } from './read.ts'

export interface CheckOptions extends Partial<CheckSettings> {
  /** Findings kept per rule; all are counted. */
  readonly findingsPerRule?: number
  readonly limits?: Partial<ReadLimits>
}

export interface CheckReport {
  /** True only where everything could be read and no rule was broken. */
  readonly valid: boolean
  readonly findings: readonly Finding[]
  readonly counts: {
    /** By rule, also those beyond the kept ones. */
    readonly findings: Readonly<Partial<Record<RuleName, number>>>
    /** Data records by file. */
    readonly rows: Readonly<Record<string, number>>
    readonly closings: number
    readonly bons: number
    readonly signatures: Readonly<SignatureCounts>
  }
}

const DEFAULTS: CheckSettings = { zone: 'Europe/Berlin', clockTolerance: 60, signatures: true }
const FINDINGS_PER_RULE = 100

/**
 * Checks a package, ZIP or folder, of any maker against the consistency rules of DSFinV-K 2.4. Whatever it holds, the
 * answer is a report: what cannot be read is a finding of the rule `readable`, never "valid". Files are streamed;
 * memory grows by about 200 bytes a Bon, 30 a line, 30 a VAT sum and 60 a signature. Rejects only where the disk fails.
 */
export async function checkDsfinvk(path: string, options: CheckOptions = {}): Promise<CheckReport> {
  const settings: CheckSettings = {
    zone: options.zone ?? DEFAULTS.zone,
    clockTolerance: options.clockTolerance ?? DEFAULTS.clockTolerance,
    signatures: options.signatures ?? DEFAULTS.signatures,
  }
  const findings = new Findings(options.findingsPerRule ?? FINDINGS_PER_RULE)
  const signed: SignatureCounts = { verified: 0, failed: 0, notCheckable: 0 }
  const run = new CheckRun([...PLAIN_RULES, signatures(signed)], findings, settings)
  const opened = await openDsfinvk(path, options.limits)
  if (!opened.ok) findings.add(unreadable(opened.error))
  else
    try {
      await run.check(opened.value)
    } finally {
      await opened.value.close()
    }
  const { facts, rows } = run
  const counts = { closings: facts.closings.length, bons: facts.bons.count, signatures: signed }
  return {
    valid: findings.list.length === 0,
    findings: findings.list,
    counts: { findings: findings.counts, rows, ...counts },
  }
}
