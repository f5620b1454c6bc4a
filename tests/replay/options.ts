import { parseArgs } from 'node:util'
import { HQ_LOG_IN } from '../../provisioning/src/demo/prepare.ts'
import { people } from '../../provisioning/src/demo/sonnenkorn/staff.ts'
import type { LogIn } from '../support/headquarters.ts'

export const USAGE = `Sells a file of real tickets through the box's public API and reconciles box, TSE and centre.

  npm run replay -- FILE.csv [options]

  --terminals N      terminals that sell at once (4)
  --speed N          original pace times N, nights left out; flat out where it is not given
  --limit N          the first N tickets only
  --data DIR         folder of a centre and box of our own (./data/replay/FILE), kept for the next run
  --box URL          a running box instead, on this machine
  --centre URL       its centre (http://127.0.0.1:8090)
  --hq-user NAME     headquarters log-in at that centre (the demo's)
  --hq-password PW
  --staff ID         who sells there (somebody of the demo)
  --pin PIN
  --json             the findings as JSON on standard output
`

export interface ReplayOptions {
  readonly file: string
  readonly terminals: number
  /** Null for flat out. */
  readonly speed: number | null
  readonly limit: number
  readonly json: boolean
  /** A running system, or null for one of our own in `data`. */
  readonly running: {
    readonly boxUrl: string
    readonly centreUrl: string
    readonly logIn: LogIn
    readonly staff: { readonly staffId: string; readonly pin: string }
  } | null
  /** Null for the usual folder of the file. */
  readonly data: string | null
}

const positive = (name: string, text: string, integer: boolean): number => {
  const value = Number(text)
  if (!(value > 0) || (integer && !Number.isSafeInteger(value)))
    throw new Error(`--${name} must be a number above 0`)
  return value
}

const demoPerson = people[0]
const text = { type: 'string' } as const

/** Reads the command line. Throws with a sentence where it makes no sense. */
export function readOptions(args: readonly string[]): ReplayOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      terminals: { ...text, default: '4' },
      limit: { ...text, default: String(Number.MAX_SAFE_INTEGER) },
      speed: text,
      data: text,
      box: text,
      centre: { ...text, default: 'http://127.0.0.1:8090' },
      'hq-user': { ...text, default: HQ_LOG_IN.name },
      'hq-password': { ...text, default: HQ_LOG_IN.password },
      staff: { ...text, default: `person-${demoPerson?.number}` },
      pin: { ...text, default: demoPerson?.pin ?? '' },
      json: { type: 'boolean', default: false },
    },
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new Error('exactly one file of tickets is needed')
  const { speed, box, data } = values
  if (box !== undefined && data !== undefined) throw new Error('--box and --data exclude each other')
  return {
    file,
    terminals: positive('terminals', values.terminals, true),
    speed: speed === undefined ? null : positive('speed', speed, false),
    limit: positive('limit', values.limit, true),
    json: values.json,
    data: data ?? null,
    running:
      box === undefined
        ? null
        : {
            boxUrl: box,
            centreUrl: values.centre,
            logIn: { name: values['hq-user'], password: values['hq-password'] },
            staff: { staffId: values.staff, pin: values.pin },
          },
  }
}
