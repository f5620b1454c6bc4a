import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ArchiveReport } from '@brotkasten/fiscal-driver/verify/archive/archive-report'
import { verifyArchive } from '@brotkasten/fiscal-driver/verify/verify-archive'
import type { Command } from 'commander'
import * as v from 'valibot'
import type { Report } from '../report.ts'
import { run, type Shell } from '../run.ts'

const options = v.object({ trust: v.optional(v.array(v.string()), []), filtered: v.optional(v.boolean()) })
const SHOWN = 20

/** `verify tar`: a whole TSE archive as an auditor checks it. */
export function verifyTarCommand(verify: Command, shell: Shell): void {
  verify
    .command('tar')
    .description('prüft ein TSE-Archiv: Zertifikate, Signaturen, Zähler, Transaktionen, Zeiten')
    .argument('<datei>', 'TAR-Archiv')
    .option('--trust <datei...>', 'Wurzelzertifikate, denen zu trauen ist')
    .option('--filtered', 'der Export war auf eine Kasse oder Zeit beschränkt: Lücken sind kein Fehler')
    .action(run(shell, verifyTar))
}

async function verifyTar(file: unknown, given: unknown): Promise<Report> {
  const path = v.parse(v.string(), file)
  const { trust, filtered } = v.parse(options, given)
  const trustAnchors = await Promise.all(trust.map((anchor) => readFile(anchor)))
  const report = await verifyArchive(createReadStream(path), { filtered: filtered ?? 'auto', trustAnchors })
  const json = { ...report, findings: report.findings.map((finding) => ({ ...finding })) }
  return { well: report.valid, lines: describe(report), json }
}

function describe(report: ArchiveReport): string[] {
  const { messages, verified, firstWrong, devices, findings } = report
  return [
    `${report.valid ? 'In Ordnung' : 'NICHT in Ordnung'}: ${verified} von ${messages} Nachrichten gültig signiert.`,
    ...(firstWrong ? [`Zuerst falsch: ${firstWrong}`] : []),
    ...devices.map(
      ({ serial, curve, clients }) =>
        `TSE ${serial} (${curve ?? 'Kurve unbekannt'}), Kassen: ${clients.join(', ')}`,
    ),
    ...findings
      .slice(0, SHOWN)
      .map(
        ({ severity, kind, detail, entry }) => `${severity}: ${kind}: ${detail}${entry ? ` (${entry})` : ''}`,
      ),
    ...(findings.length > SHOWN ? [`… und ${findings.length - SHOWN} weitere, alle mit --json`] : []),
  ]
}
