import { instantSchema } from '@brotkasten/domain/schema'
import type { Command } from 'commander'
import * as v from 'valibot'
import { call } from '../http/call.ts'
import { group } from './german.ts'
import { done, failedCall, type Report } from './report.ts'
import { BOX_URL, run, type Shell } from './run.ts'
import { url } from './url.ts'

const codeOptions = v.object({ box: v.string(), register: v.optional(v.string()) })
const codeAnswer = v.object({ code: v.string(), expiresAt: instantSchema })

/** `terminal …`: brings terminals to a box. The box answers only programs on its own machine. */
export function terminalCommands(program: Command, shell: Shell): void {
  group(program, 'terminal', 'die Kassen an dieser Box')
    .command('code')
    .description('holt einen Code, der einen Browser zur Kasse macht (gilt 15 Minuten, einmal)')
    .option('--box <url>', 'Adresse der Box auf diesem Rechner', url, BOX_URL)
    .option('--register <id>', 'bestehende Kasse, die auf ein neues Gerät umzieht (sonst eine neue)')
    .action(run(shell, code))
}

async function code(options: unknown): Promise<Report> {
  const { box, register } = v.parse(codeOptions, options)
  const body = { registerId: register ?? null }
  const answer = await call(codeAnswer, box, '/api/pairing-codes', { body })
  if (!answer.ok) return failedCall('Die Box', answer.error)
  const { code: pairing, expiresAt } = answer.value.value
  const terminal = new URL(`/?pair=${encodeURIComponent(pairing)}`, box).href
  const until = new Date(expiresAt).toLocaleTimeString('de-DE', { hour: '2-digit', minute: '2-digit' })
  return done([`Code       ${pairing} (gilt bis ${until} Uhr, einmal)`, `Terminal   ${terminal}`], {
    code: pairing,
    expiresAt,
    url: terminal,
  })
}
