import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { createServer } from 'node:net'
import { until } from './until.ts'

const READY_MS = 30_000
const STOP_MS = 10_000

export interface ProgramOptions {
  readonly name: string
  /** TypeScript file, run by this very Node. */
  readonly script: string
  readonly env: Readonly<Record<string, string>>
  readonly logFile: string
  /** Where it answers `/health/live`. */
  readonly url: string
}

/** One of our programs as a process of its own, to be killed and started again on the same ports and folder. */
export class Program {
  readonly #options: ProgramOptions
  #child: ChildProcess | null = null

  constructor(options: ProgramOptions) {
    this.#options = options
  }

  get url(): string {
    return this.#options.url
  }

  /** Starts it and waits until it answers. Throws where it ends instead. */
  async start(): Promise<void> {
    const { name, script, env, logFile, url } = this.#options
    const log = openSync(logFile, 'a')
    const child = spawn(process.execPath, [script], {
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    this.#child = child
    await until(`${name} answers (${logFile})`, READY_MS, async () => {
      if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}, see ${logFile}`)
      // A kill while it starts is nobody's failure: there is nothing to wait for.
      return child.signalCode !== null || (await isLive(url)) ? true : null
    })
  }

  /** Ends it at once, as a power cut would, and waits until it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Asks it to end; after ten seconds it is killed. */
  async stop(): Promise<void> {
    const late = setTimeout(() => this.#child?.kill('SIGKILL'), STOP_MS)
    await this.#end('SIGTERM')
    clearTimeout(late)
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
}

async function isLive(url: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/health/live', url), { signal: AbortSignal.timeout(2_000) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

/** Ports nobody listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  })
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}
