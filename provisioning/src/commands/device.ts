import type { Command } from 'commander'
import * as v from 'valibot'
import { call } from '../http/call.ts'
import { group } from './german.ts'
import { done, failedCall, type Report } from './report.ts'
import { BOX_URL, run, type Shell } from './run.ts'
import { url } from './url.ts'

const addOptions = v.object({ box: v.string() })
const deviceAnswer = v.object({
  id: v.string(),
  secret: v.string(),
  reads: v.array(v.string()),
  writes: v.array(v.string()),
})

/** `device …`: devices and programs of the branch at the box's MQTT broker. */
export function deviceCommands(program: Command, shell: Shell): void {
  group(program, 'device', 'Geräte am MQTT-Broker dieser Box')
    .command('add')
    .description('meldet ein Gerät an oder gibt ihm ein neues Kennwort')
    .argument('<id>', 'Name des Geräts: Kleinbuchstaben, Ziffern, Bindestriche')
    .option('--box <url>', 'Adresse der Box auf diesem Rechner', url, BOX_URL)
    .action(run(shell, add))
}

async function add(id: string, options: unknown): Promise<Report> {
  const { box } = v.parse(addOptions, options)
  const answer = await call(deviceAnswer, box, '/api/devices', { body: { id } })
  if (!answer.ok) {
    const invalid = 'Der Name darf nur Kleinbuchstaben, Ziffern und Bindestriche haben, höchstens 40.'
    return failedCall('Die Box', answer.error, { invalid })
  }
  const device = answer.value.value
  return done(
    [
      `Benutzer   ${device.id}`,
      `Kennwort   ${device.secret} (steht nur hier; noch einmal anmelden gibt ein neues)`,
      `Liest      ${device.reads.join(', ')}`,
      `Schreibt   ${device.writes.join(', ')}`,
    ],
    device,
  )
}
