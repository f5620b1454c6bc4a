import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { centreTopics } from '@brotkasten/domain/wire/topics'
import mqtt from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen } from '../listen.ts'
import { startExternalBroker } from './external.ts'

const MOSQUITTO = '/usr/sbin/mosquitto'
const missing = !existsSync(MOSQUITTO)
const folder = mkdtempSync(join(tmpdir(), 'brotkasten-mosquitto-'))
let child: ChildProcess
let url: string

describe.skipIf(missing)(`a mosquitto broker${missing ? ` (SKIPPED: ${MOSQUITTO} is missing)` : ''}`, () => {
  beforeAll(async () => {
    const probe = createServer()
    const port = await listen(probe, '127.0.0.1', 0, '')
    await new Promise((done) => probe.close(done))
    url = `mqtt://127.0.0.1:${port}`
    const config = join(folder, 'mosquitto.conf')
    writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\n`)
    child = spawn(MOSQUITTO, ['-c', config], { stdio: 'ignore' })
  })
  afterAll(async () => {
    const gone = new Promise((done) => child.once('exit', done))
    child.kill()
    await gone
    rmSync(folder, { recursive: true })
  })

  it('carries presence up and wake-ups down', async () => {
    const box = await mqtt.connectAsync(url, { reconnectPeriod: 50 })
    await box.publishAsync(centreTopics.presence('north'), 'here', { retain: true, qos: 1 })
    await box.subscribeAsync(centreTopics.wake('north'))
    const woken = new Promise((resolve) => box.once('message', resolve))
    const heard = Promise.withResolvers<string>()
    const broker = await startExternalBroker({
      url,
      user: null,
      password: null,
      publicUrl: null,
      events: {
        authenticate: () => Promise.resolve(true),
        onMessage: (boxId, what, payload) => heard.resolve(`${boxId} ${what} ${payload}`),
        onError: () => undefined,
      },
    })
    expect(await heard.promise).toBe('north presence here')
    broker.wake(['north'])
    await woken
    await broker.close()
    await box.endAsync(true)
  })
})
