import { err, ok, type Result } from '@brotkasten/domain/result'
import { isBox, readBoxFile, writeBoxFile } from '../enrol/box-file.ts'
import { type EnrolFailure, enrolBox } from '../enrol/enrol.ts'
import type { CallFailure } from '../http/call.ts'
import { CentreOffice, type LogIn } from './centre-office.ts'
import { MARKET } from './sonnenkorn/branches.ts'
import { sonnenkorn } from './sonnenkorn/chain.ts'
import { type DemoFailure, trouble } from './trouble.ts'

/** Known to everybody who reads this: only for a centre with demo data that listens on this machine. */
export const HQ_LOG_IN: LogIn = { name: 'zentrale', password: 'sonnenkorn-2026' }
export const DEMO_BRANCH = MARKET

export interface Prepared {
  readonly office: CentreOffice
  /** True where this centre had no user before. */
  readonly isNew: boolean
}

/**
 * Sets a centre up with its first user and the demo chain. Master data go in once only: what somebody changes in the
 * dashboard afterwards stays.
 */
export async function prepareCentre(
  centreUrl: string,
  setupToken: string,
): Promise<Result<Prepared, DemoFailure>> {
  const isNew = await CentreOffice.setUp(centreUrl, setupToken, HQ_LOG_IN)
  if (!isNew.ok) return failed('set up the centre', isNew.error)
  const office = await CentreOffice.logIn(centreUrl, HQ_LOG_IN)
  if (!office.ok) return failed(`log in at the centre as "${HQ_LOG_IN.name}"`, office.error)
  const known = await office.value.branchIds()
  if (!known.ok) return failed('ask the centre for its branches', known.error)
  if (!known.value.includes(DEMO_BRANCH)) {
    const imported = await office.value.import(await sonnenkorn())
    if (!imported.ok) return failed('import the demo data', imported.error)
  }
  return ok({ office: office.value, isNew: isNew.value })
}

/**
 * Makes the folder the box of the demo branch, once. Later it only follows a centre that moved to another port; a box
 * of a centre that no longer exists is refused, because its sales belong there.
 */
export async function prepareBox(
  { office, isNew }: Prepared,
  at: { readonly centreUrl: string; readonly mqttUrl: string; readonly dataDir: string },
): Promise<Result<null, DemoFailure>> {
  const { centreUrl, mqttUrl, dataDir } = at
  if (isBox(dataDir)) {
    if (isNew)
      return err(trouble(`${dataDir} is the box of an older centre. Begin anew: npm start -- --fresh`))
    const file = await readBoxFile(dataDir)
    if (!file.ok) return failed('read box.json', file.error)
    if (file.value.centreUrl === centreUrl && file.value.mqttUrl === mqttUrl) return ok(null)
    const moved = await writeBoxFile(dataDir, { ...file.value, centreUrl, mqttUrl })
    return moved.ok ? moved : failed('tell the box where the centre is', moved.error)
  }
  const code = await office.enrolmentCode(DEMO_BRANCH)
  if (!code.ok) return failed('get an enrolment code', code.error)
  const enrolled = await enrolBox({ centreUrl, code: code.value, dataDir })
  return enrolled.ok ? ok(null) : failed('enrol the box', enrolled.error)
}

function failed(what: string, failure: CallFailure | EnrolFailure): Result<never, DemoFailure> {
  const reason =
    failure.kind === 'alreadyBox'
      ? `${failure.file} is there already`
      : failure.kind === 'refused'
        ? `HTTP ${failure.status} ${failure.reason}: ${failure.message}`
        : failure.detail
  return err(trouble(`Could not ${what}: ${reason}`))
}
