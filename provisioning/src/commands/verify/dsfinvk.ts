import { checkDsfinvk } from '@brotkasten/fiscal-driver/dsfinvk/check'
import type { Command } from 'commander'
import * as v from 'valibot'
import type { Report } from '../report.ts'
import { run, type Shell } from '../run.ts'

const SHOWN = 40

/** `verify dsfinvk`: every rule an export breaks, anyone's export, as a ZIP or an unpacked folder. */
export function verifyDsfinvkCommand(verify: Command, shell: Shell): void {
  verify
    .command('dsfinvk')
    .description('prüft einen DSFinV-K-Export (ZIP oder Ordner) gegen alle Regeln')
    .argument('<pfad>', 'ZIP-Datei oder Ordner mit index.xml')
    .action(run(shell, verifyDsfinvk))
}

async function verifyDsfinvk(path: unknown): Promise<Report> {
  const { valid, findings, counts } = await checkDsfinvk(v.parse(v.string(), path))
  const shown = findings.slice(0, SHOWN)
  const lines = [
    valid ? 'In Ordnung: keine Regel verletzt.' : 'NICHT in Ordnung:',
    ...shown.map(({ rule, file, row, column, detail }) => {
      const place = [file, row === null ? null : `Zeile ${row}`, column]
        .filter((part) => part !== null)
        .join(', ')
      return `${rule}: ${place === '' ? '' : `${place}: `}${detail}`
    }),
    ...(findings.length > SHOWN ? [`… und ${findings.length - SHOWN} weitere, alle mit --json`] : []),
  ]
  return {
    well: valid,
    lines,
    json: { valid, findings: findings.map((finding) => ({ ...finding })), counts: { ...counts } },
  }
}
