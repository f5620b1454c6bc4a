import { err, type Result } from '@brotkasten/domain/result'
import * as v from 'valibot'
import { DEMO_BRANCH, HQ_LOG_IN, prepareBox, prepareCentre } from './prepare.ts'
import { type DemoFailure, trouble } from './trouble.ts'
import { waitReady } from './wait-ready.ts'

/** Environment of the step `setup` in compose/demo.yaml. */
const environment = v.object({
  CENTRE_URL: v.pipe(v.string(), v.url()),
  CENTRE_MQTT_URL: v.pipe(v.string(), v.url()),
  SETUP_TOKEN: v.string(),
  /** Data folder of the box that is to be. */
  DATA_DIR: v.string(),
})

/** Does between containers what `npm start` does on one machine: sets up, imports, enrols; once. */
async function main(): Promise<Result<null, DemoFailure>> {
  const parsed = v.safeParse(environment, process.env)
  if (!parsed.success) {
    const [issue] = parsed.issues
    return err(trouble(`${v.getDotPath(issue) ?? 'environment'}: ${issue.message}`))
  }
  const { CENTRE_URL, CENTRE_MQTT_URL, SETUP_TOKEN, DATA_DIR } = parsed.output
  const ready = await waitReady(CENTRE_URL, { name: 'centre', logFile: null })
  if (!ready.ok) return ready
  const centre = await prepareCentre(CENTRE_URL, SETUP_TOKEN)
  if (!centre.ok) return centre
  return prepareBox(centre.value, { centreUrl: CENTRE_URL, mqttUrl: CENTRE_MQTT_URL, dataDir: DATA_DIR })
}

const prepared = await main()
if (prepared.ok) console.log(`Centre and box (${DEMO_BRANCH}) are ready; dashboard user "${HQ_LOG_IN.name}".`)
else console.error(prepared.error.message)
process.exitCode = prepared.ok ? 0 : 1
