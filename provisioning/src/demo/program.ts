import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** From SIGTERM to SIGKILL. */
const PATIENCE_MS = 8_000
const LAST_LINES = 12

export interface ProgramOptions {
  readonly name: string
  /** TypeScript file, run by this very Node. */
  readonly script: string
  readonly env: Readonly<Record<string, string>>
  /** Takes everything the program says. */
  readonly logFile: string
  /** How long it may take to end when asked, in milliseconds. */
  readonly patienceMs?: number
}

/** A child process of the demo whose words go to a file. */
export class Program {
  readonly name: string
  readonly logFile: string
  /** Settles when it has ended, with how. */
  readonly ended: Promise<string>
  readonly #child: ChildProcess
  readonly #logStart: number
  readonly #patienceMs: number
  #running = true

  constructor({ name, script, env, logFile, patienceMs = PATIENCE_MS }: ProgramOptions) {
    this.name = name
    this.logFile = logFile
    this.#patienceMs = patienceMs
    const log = openSync(logFile, 'a')
    this.#logStart = statSync(logFile).size
    this.#child = spawn(process.execPath, [script], {
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    this.ended = this.#end()
  }

  get running(): boolean {
    return this.#running
  }

  async #end(): Promise<string> {
    try {
      const [code, signal] = (await once(this.#child, 'exit')) as [number | null, string | null]
      return signal === null ? `with code ${code}` : `by ${signal}`
    } catch (error) {
      return `before it began: ${error instanceof Error ? error.message : String(error)}`
    } finally {
      this.#running = false
    }
  }

  /** What it said last in this run. */
  lastWords(): string {
    const said = readFileSync(this.logFile).subarray(this.#logStart).toString('utf8').trimEnd()
    return said.split('\n').slice(-LAST_LINES).join('\n')
  }

  /** Asks it to end, and makes it where it does not. */
  async stop(): Promise<void> {
    if (!this.#running) return
    this.#child.kill('SIGTERM')
    const patience = new AbortController()
    const late = pause(this.#patienceMs, 'late', { signal: patience.signal }).catch(() => 'in time')
    if ((await Promise.race([this.ended, late])) === 'late') this.#child.kill('SIGKILL')
    await this.ended
    patience.abort()
  }
}
