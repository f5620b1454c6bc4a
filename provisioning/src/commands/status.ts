import { statusView } from '@brotkasten/domain/wire/till'
import type { Command } from 'commander'
import * as v from 'valibot'
import { call } from '../http/call.ts'
import { failedCall, type Report } from './report.ts'
import { BOX_URL, run, type Shell } from './run.ts'
import { url } from './url.ts'

const statusOptions = v.object({ box: v.string() })
const readyAnswer = v.object({ ok: v.boolean(), ...statusView.entries })
type Ready = v.InferOutput<typeof readyAnswer>

/** `status`: how a box is. */
export function statusCommand(program: Command, shell: Shell): void {
  program
    .command('status')
    .description('zeigt, wie es der Box geht (Ende mit 0 nur, wenn alles in Ordnung ist)')
    .option('--box <url>', 'Adresse der Box', url, BOX_URL)
    .action(run(shell, status))
}

const CENTRE = { online: 'verbunden', offline: 'nicht erreichbar', never: 'noch nie erreicht' }
const TSE = { ok: 'in Ordnung', starting: 'startet', outage: 'Ausfall' }

async function status(options: unknown): Promise<Report> {
  const { box } = v.parse(statusOptions, options)
  const answer = await call(readyAnswer, box, '/health/ready', { alsoAccept: [503] })
  if (!answer.ok) return failedCall('Die Box', answer.error)
  const ready = answer.value.value
  return { well: isWell(ready), lines: describe(ready), json: { ...ready } }
}

const isWell = ({ ok, centre, tse }: Ready): boolean => ok && centre.state === 'online' && tse.state === 'ok'

function describe({ ok, box, centre, tse }: Ready): string[] {
  const waiting = centre.backlog === 0 ? '' : `, ${centre.backlog} Buchungen warten`
  const emulated = tse.emulated ? ' (Software-TSE, nur zum Ausprobieren)' : ''
  const reason = tse.reason === null ? '' : `: ${tse.reason}`
  return [
    `Box        ${box.branchName || 'noch ohne Filialdaten'}, Version ${box.softwareVersion}`,
    `Verkauf    ${ok ? 'bereit' : 'nicht bereit: noch keine Artikel von der Zentrale'}`,
    `Zentrale   ${CENTRE[centre.state]}${since(centre.since)}${waiting}`,
    `TSE        ${TSE[tse.state]}${since(tse.since)}${reason}${emulated}`,
  ]
}

const since = (instant: string | null): string =>
  instant === null
    ? ''
    : ` seit ${new Date(instant).toLocaleString('de-DE', { dateStyle: 'short', timeStyle: 'short' })}`
