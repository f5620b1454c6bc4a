import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { pairingCode } from './box-terminals.ts'
import { buildApps } from './build-apps.ts'
import type { DemoConfig } from './config.ts'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import { checkPorts } from './ports.ts'
import { prepareBox, prepareCentre } from './prepare.ts'
import { Program } from './program.ts'
import type { Running } from './summary.ts'
import { type DemoFailure, trouble } from './trouble.ts'
import { waitReady } from './wait-ready.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

const ENDED = trouble('Ended before it had begun.')

const died = (program: Program, how: string): DemoFailure =>
  trouble(`The ${program.name} ended ${how}. Its last words (${program.logFile}):\n\n${program.lastWords()}`)

/** Centre and box as child processes; whatever happens, `end` leaves none of them behind. */
export class Demo {
  readonly #config: DemoConfig
  readonly #programs: Program[] = []
  readonly #ending = new AbortController()
  readonly #death = Promise.withResolvers<DemoFailure>()

  constructor(config: DemoConfig) {
    this.#config = config
  }

  /** From nothing to a terminal that can sell. */
  async begin(say: (line: string) => void): Promise<Result<Running, DemoFailure>> {
    const began = performance.now()
    const { ports } = this.#config
    const centreUrl = `http://127.0.0.1:${ports.CENTRE_PORT}`
    const boxUrl = `http://127.0.0.1:${ports.BOX_PORT}`
    const free = await checkPorts(this.#config)
    if (!free.ok) return free
    const folder = await openDataFolder(this.#config.dataDir)
    if (!folder.ok) return folder

    say('Starting the centre …')
    const [built, prepared] = await Promise.all([this.#build(say), this.#centre(folder.value, centreUrl)])
    if (!built.ok) return built
    if (!prepared.ok) return prepared

    say('Starting the box …')
    const box = await this.#box(folder.value, boxUrl)
    if (!box.ok) return box
    const code = await pairingCode(boxUrl)
    if (!code.ok) return err(trouble(`The box gave no pairing code: ${code.error.kind}`))
    return ok({
      terminalUrl: `http://localhost:${ports.BOX_PORT}/?pair=${code.value.code}`,
      dashboardUrl: `http://localhost:${ports.CENTRE_PORT}/`,
      boxUrl: `http://localhost:${ports.BOX_PORT}`,
      codeUntil: code.value.expiresAt,
      dataDir: folder.value.root,
      seconds: ((performance.now() - began) / 1000).toFixed(1),
    })
  }

  /** Settles with the last words of the first program that ends by itself; never while the demo ends. */
  get death(): Promise<DemoFailure> {
    return this.#death.promise
  }

  /** Ends the box before the centre, so that the box can still say goodbye. */
  async end(): Promise<void> {
    this.#ending.abort()
    for (const program of this.#programs.toReversed()) await program.stop()
  }

  async #build(say: (line: string) => void): Promise<Result<null, DemoFailure>> {
    try {
      await buildApps({ signal: this.#ending.signal, onBuild: (name) => say(`Building the ${name} …`) })
      return ok(null)
    } catch (error) {
      return err(trouble(error instanceof Error ? error.message : String(error)))
    }
  }

  async #centre(folder: DataFolder, url: string): Promise<Result<null, DemoFailure>> {
    const { host, ports } = this.#config
    const mqttUrl = `mqtt://127.0.0.1:${ports.CENTRE_MQTT_PORT}`
    const setupToken = randomBytes(24).toString('base64url')
    const centre = this.#start('centre', join(ROOT, 'central/src/main.ts'), folder, {
      DATA_DIR: folder.centre,
      HOST: host,
      PORT: String(ports.CENTRE_PORT),
      MQTT_PORT: String(ports.CENTRE_MQTT_PORT),
      PUBLIC_MQTT_URL: mqttUrl,
      DASHBOARD_DIR: join(ROOT, 'central/dashboard/dist'),
      SETUP_TOKEN: setupToken,
    })
    if (!centre) return err(ENDED)
    const ready = await waitReady(url, centre)
    if (!ready.ok) return ready
    const prepared = await prepareCentre(url, setupToken)
    if (!prepared.ok) return prepared
    return prepareBox(prepared.value, { centreUrl: url, mqttUrl, dataDir: folder.box })
  }

  async #box(folder: DataFolder, url: string): Promise<Result<null, DemoFailure>> {
    const { host, ports } = this.#config
    const box = this.#start('box', join(ROOT, 'edge/src/main.ts'), folder, {
      DATA_DIR: folder.box,
      HOST: host,
      PORT: String(ports.BOX_PORT),
      MQTT_PORT: String(ports.BOX_MQTT_PORT),
      MQTT_WS_PORT: String(ports.BOX_MQTT_WS_PORT),
      TERMINAL_DIR: join(ROOT, 'terminal/dist'),
    })
    return box ? waitReady(url, box) : err(ENDED)
  }

  #start(name: string, script: string, folder: DataFolder, env: Record<string, string>): Program | null {
    if (this.#ending.signal.aborted) return null
    const program = new Program({ name, script, env, logFile: join(folder.logs, `${name}.log`) })
    this.#programs.push(program)
    void program.ended.then((how) => {
      if (!this.#ending.signal.aborted) this.#death.resolve(died(program, how))
    })
    return program
  }
}
