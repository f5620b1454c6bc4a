import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePorts } from './free-ports.ts'

const START = join(import.meta.dirname, '../bin/demo.js')
const END_OF_SUMMARY = 'Ctrl-C'

export interface DemoPlace {
  readonly dataDir: string
  readonly centrePort: number
  readonly boxPort: number
  readonly env: Readonly<Record<string, string>>
}

/** A data folder and ports for a demo of one's own. */
export async function demoPlace(dataDir: string): Promise<DemoPlace> {
  const ports = await freePorts(5)
  const [CENTRE_PORT = 0, CENTRE_MQTT_PORT = 0, BOX_PORT = 0, BOX_MQTT_PORT = 0, BOX_MQTT_WS_PORT = 0] = ports
  const variables = { CENTRE_PORT, CENTRE_MQTT_PORT, BOX_PORT, BOX_MQTT_PORT, BOX_MQTT_WS_PORT }
  const env = Object.fromEntries(Object.entries(variables).map(([name, port]) => [name, String(port)]))
  return { dataDir, centrePort: CENTRE_PORT, boxPort: BOX_PORT, env: { ...env, DATA_DIR: dataDir } }
}

/** `npm start` as a child process. */
export class DemoProcess {
  readonly #child: ChildProcess
  #text = ''

  constructor(place: DemoPlace, ...words: readonly string[]) {
    this.#child = spawn(process.execPath, [START, ...words], {
      env: { ...process.env, ...place.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#text += text
      })
    }
  }

  /** Everything it has printed. */
  get text(): string {
    return this.#text
  }

  /** The summary, once it stands there. Throws with all it said where it ended before. */
  async summary(): Promise<string> {
    const ended = once(this.#child, 'exit')
    while (!this.#text.includes(END_OF_SUMMARY)) {
      const more = this.#child.stdout && once(this.#child.stdout, 'data').then(() => true)
      const goesOn = await Promise.race([more, ended.then(() => false)])
      if (goesOn !== true) throw new Error(`The demo ended early:\n${this.#text}`)
    }
    return this.#text
  }

  /** Process ids of its children, from the kernel. */
  children(): number[] {
    const { pid } = this.#child
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .split(' ')
      .filter((text) => text.trim() !== '')
      .map(Number)
  }

  /** Sends a signal, waits for the end and answers the exit code. */
  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.#child.kill(signal)
    return this.exitCode()
  }

  async exitCode(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'close')
    return this.#child.exitCode
  }
}
