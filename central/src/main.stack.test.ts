import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { listen } from './listen.ts'

const MAIN = resolve(import.meta.dirname, 'main.ts')
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function start(
  env: Record<string, string>,
  args: string[] = [],
): { child: ChildProcess; output: () => string } {
  const folder = mkdtempSync(join(tmpdir(), 'brotkasten-centre-'))
  folders.push(folder)
  const defaults = { DATA_DIR: folder, PORT: '0', MQTT_PORT: '0' }
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...defaults, ...env },
    stdio: 'pipe',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  return { child, output: () => output }
}

async function opened({
  child,
  output,
}: ReturnType<typeof start>): Promise<{ port: number; dataDir: string }> {
  while (!output().includes('the centre is open')) await once(child.stdout ?? child, 'data')
  const line =
    output()
      .split('\n')
      .find((text) => text.includes('the centre is open')) ?? ''
  return { port: (JSON.parse(line) as { port: number }).port, dataDir: folders.at(-1) ?? '' }
}

describe('the program', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends cleanly on %s, open event streams included',
    async (signal) => {
      const program = start({ SETUP_TOKEN: 'einrichten-bitte' })
      const { port, dataDir } = await opened(program)
      const json = { 'content-type': 'application/json' }
      const body = JSON.stringify({ name: 'chefin', password: 'brot-und-butter' })
      const url = `http://127.0.0.1:${port}/api`
      await fetch(`${url}/setup`, {
        method: 'POST',
        headers: { ...json, 'setup-token': 'einrichten-bitte' },
        body,
      })
      const login = await fetch(`${url}/login`, { method: 'POST', headers: json, body })
      const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''
      const events = await fetch(`${url}/events`, { headers: { cookie } })
      expect(events.status).toBe(200)
      program.child.kill(signal)
      const [code] = (await once(program.child, 'exit')) as [number]
      expect(code).toBe(0)
      expect(program.output()).not.toContain('brot-und-butter')
      expect(readdirSync(dataDir)).toEqual(['hq.db'])
    },
  )

  it.each(['PORT', 'MQTT_PORT', 'MQTT_WS_PORT'])(
    'names the port and %s where it is taken, and ends',
    async (variable) => {
      const holder = createServer()
      const port = await listen(holder, '127.0.0.1', 0, '')
      const program = start({ [variable]: String(port) })
      const [code] = (await once(program.child, 'exit')) as [number]
      holder.close()
      expect(code).toBe(1)
      expect(program.output()).toContain(
        `port ${port} on 127.0.0.1 is taken by another program: set ${variable}`,
      )
    },
  )

  it('names a variable that makes no sense', async () => {
    const program = start({ PORT: 'achtzig' })
    expect(await once(program.child, 'exit')).toEqual([1, null])
    expect(program.output()).toContain('PORT: must be a port number')
  })

  it.each([
    ['--new-epoch', 'a new epoch has begun'],
    ['--rebuild', ''],
  ])('does %s and ends', async (command, says) => {
    const program = start({}, [command])
    expect(await once(program.child, 'exit')).toEqual([0, null])
    expect(program.output()).toContain(says)
  })
})
