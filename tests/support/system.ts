import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isBox, readBoxFile, writeBoxFile } from '../../provisioning/src/enrol/box-file.ts'
import { enrolBox } from '../../provisioning/src/enrol/enrol.ts'
import { BRANCH, chain } from './chain.ts'
import { Headquarters, type LogIn, setUp } from './headquarters.ts'
import { freePorts, Program } from './program.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const HQ_LOG_IN: LogIn = { name: 'replay', password: 'brotkorb-2026' }

/** A centre and a box of our own, as processes, on ports and in a folder of their own. */
export interface System {
  readonly centre: Program
  readonly box: Program
  readonly headquarters: Headquarters
  stop(): Promise<void>
}

/** Starts a system in a folder, or goes on with the one that is there. `env` is added to that of the box. */
export async function startSystem(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<System> {
  mkdirSync(folder, { recursive: true })
  const [centrePort = 0, centreMqtt = 0, boxPort = 0, boxMqtt = 0, boxWs = 0] = await freePorts(5)
  const centreUrl = `http://127.0.0.1:${centrePort}`
  const mqttUrl = `mqtt://127.0.0.1:${centreMqtt}`
  const setupToken = randomBytes(24).toString('base64url')
  const dataDir = join(folder, 'box')
  const shared = { HOST: '127.0.0.1', LOG_LEVEL: 'info' }
  const centre = new Program({
    name: 'centre',
    script: join(ROOT, 'central/src/main.ts'),
    logFile: join(folder, 'centre.log'),
    url: centreUrl,
    env: {
      ...shared,
      DATA_DIR: join(folder, 'centre'),
      PORT: String(centrePort),
      SETUP_TOKEN: setupToken,
      MQTT_PORT: String(centreMqtt),
      PUBLIC_MQTT_URL: mqttUrl,
    },
  })
  const box = new Program({
    name: 'box',
    script: join(ROOT, 'edge/src/main.ts'),
    logFile: join(folder, 'box.log'),
    url: `http://127.0.0.1:${boxPort}`,
    env: {
      ...shared,
      DATA_DIR: dataDir,
      PORT: String(boxPort),
      MQTT_PORT: String(boxMqtt),
      MQTT_WS_PORT: String(boxWs),
      ...env,
    },
  })
  const stop = async () => {
    await box.stop()
    await centre.stop()
  }
  try {
    await centre.start()
    await setUp(centreUrl, setupToken, HQ_LOG_IN)
    const headquarters = await Headquarters.logIn(centreUrl, HQ_LOG_IN)
    await headquarters.import(chain())
    await makeBox(headquarters, { dataDir, centreUrl, mqttUrl })
    await box.start()
    return { centre, box, headquarters, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Enrols the folder once; later it only follows the centre to its new ports. */
async function makeBox(
  headquarters: Headquarters,
  { dataDir, centreUrl, mqttUrl }: { dataDir: string; centreUrl: string; mqttUrl: string },
): Promise<void> {
  if (isBox(dataDir)) {
    const file = await readBoxFile(dataDir)
    const moved = file.ok ? await writeBoxFile(dataDir, { ...file.value, centreUrl, mqttUrl }) : file
    if (!moved.ok) throw new Error(moved.error.detail)
    return
  }
  const enrolled = await enrolBox({ centreUrl, code: await headquarters.enrolmentCode(BRANCH), dataDir })
  if (!enrolled.ok) throw new Error(`the box could not be enrolled: ${JSON.stringify(enrolled.error)}`)
}
