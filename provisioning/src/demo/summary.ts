import { relative } from 'node:path'
import { styleText } from 'node:util'
import type { Role } from '@brotkasten/domain/staff/role'
import { DEMO_BRANCH, HQ_LOG_IN } from './prepare.ts'
import { branches } from './sonnenkorn/branches.ts'
import { people } from './sonnenkorn/staff.ts'

export interface Running {
  readonly terminalUrl: string
  readonly dashboardUrl: string
  readonly boxUrl: string
  /** The pairing code in the terminal's address ends then; UTC. */
  readonly codeUntil: string
  readonly dataDir: string
  readonly seconds: string
}

const ROLES: Readonly<Record<Role, string>> = {
  cashier: 'cashier',
  shiftLead: 'shift lead',
  branchManager: 'branch manager',
  areaManager: 'area manager, does not sell',
  technician: 'technician, does not sell',
}

/** What somebody needs who sees Brotkasten for the first time, on one screen. */
export function summary(running: Running): string {
  const here = branches.find((branch) => branch.id === DEMO_BRANCH)?.name ?? ''
  const until = new Date(running.codeUntil).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
  })
  const staff = people
    .filter((person) => person.branchIds.includes(DEMO_BRANCH))
    .map((person) => `${bold(person.pin)}  ${person.name.padEnd(14)}  ${ROLES[person.role]}`)
  const folder = relative('', running.dataDir)
  const data = folder === '' || folder.startsWith('..') ? running.dataDir : `./${folder}`
  return [
    '',
    `  ${bold('Brotkasten runs')}: Bäckerei Sonnenkorn, ${here} ${dim(`(${running.seconds} s)`)}`,
    '',
    ...row('Terminal', link(running.terminalUrl)),
    ...row('', dim(`pairs this browser once, until ${until}; npx brotkasten terminal code gives another`)),
    ...row('Dashboard', link(running.dashboardUrl)),
    ...row('', `user ${bold(HQ_LOG_IN.name)}, password ${bold(HQ_LOG_IN.password)}`),
    '',
    ...row('PINs', ...staff),
    '',
    ...row(
      'Try',
      'log in by PIN, tap 3, Brötchen, Bauernbrot 1 kg, Latte macchiato, then cash',
      'see the revenue arrive in the dashboard, change a price there',
      `npx brotkasten status${running.boxUrl.endsWith(':8080') ? '' : ` --box ${running.boxUrl}`}`,
    ),
    '',
    ...row('Data', `${data} (logs in ${data}/logs); begin anew: npm start -- --fresh`),
    ...row('Stop', 'Ctrl-C'),
    '',
    '',
  ].join('\n')
}

const row = (title: string, ...lines: readonly string[]): string[] =>
  lines.map((line, index) => `  ${dim((index === 0 ? title : '').padEnd(11))}${line}`)

const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
  text.trim() === '' ? text : styleText(format, text, { stream: process.stdout })
const bold = style('bold')
const dim = style('dim')
const link = style(['cyan', 'underline'])
