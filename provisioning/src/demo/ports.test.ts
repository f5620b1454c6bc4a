import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freePorts } from '../../test/free-ports.ts'
import { checkPorts } from './ports.ts'

async function config(changed: Record<string, number> = {}) {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = await freePorts(5)
  const ports = { CENTRE_PORT: a, CENTRE_MQTT_PORT: b, BOX_PORT: c, BOX_MQTT_PORT: d, BOX_MQTT_WS_PORT: e }
  return { dataDir: '', host: '127.0.0.1', ports: { ...ports, ...changed } }
}

test('free ports are fine, also twice', async () => {
  const free = await config()
  expect((await checkPorts(free)).ok).toBe(true)
  expect((await checkPorts(free)).ok).toBe(true)
})

test('a taken port is named with the variable that changes it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const checked = await checkPorts(await config({ BOX_MQTT_PORT: port }))
  expect(checked).toMatchObject({
    ok: false,
    error: {
      message: expect.stringMatching(new RegExp(`^Port ${port} is taken .*BOX_MQTT_PORT=\\d+ npm start$`)),
    },
  })
})

test('one port for two programs is refused', async () => {
  const { ports } = await config()
  const checked = await checkPorts(await config({ CENTRE_PORT: ports.BOX_PORT, BOX_PORT: ports.BOX_PORT }))
  expect(checked).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('CENTRE_PORT and BOX_PORT are both') },
  })
})
