import { connect } from 'node:net'
import mqtt, { type MqttClient } from 'mqtt'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestBox, saleOf, type TestBox } from '../testing/test-box.ts'
import { Broker } from './broker.ts'
import { PacketMeter } from './packet-limit.ts'
import { within } from './topic-filter.ts'

let t: TestBox
let broker: Broker
let ports: { port: number; wsPort: number }
let device: { id: string; secret: string }
const clients: MqttClient[] = []
beforeAll(async () => {
  t = await openTestBox()
  broker = new Broker({
    ...t.box.deps,
    host: '127.0.0.1',
    port: 0,
    wsPort: 0,
    log: pino({ level: 'silent' }),
  })
  ports = await broker.listen()
  device = await t.box.deps.devices.register('bake-monitor')
})
afterAll(async () => {
  await Promise.all(clients.map((client) => client.endAsync(true)))
  await broker.close()
  await t.close()
})

const connectAs = async (scheme: 'mqtt' | 'ws', password: string): Promise<MqttClient> => {
  const url = `${scheme}://127.0.0.1:${scheme === 'mqtt' ? ports.port : ports.wsPort}`
  const client = mqtt.connect(url, { username: device.id, password, reconnectPeriod: 0, protocolVersion: 4 })
  clients.push(client)
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve())
    client.once('error', reject)
  })
  return client
}

describe.each(['mqtt', 'ws'] as const)('over %s', (scheme) => {
  test('a device with its secret hears a sale as it is booked', async () => {
    const client = await connectAs(scheme, device.secret)
    const heard = new Promise<string>((resolve) =>
      client.once('message', (_topic, payload) => resolve(payload.toString())),
    )
    await client.subscribeAsync('brotkasten/v1/events/receipt')
    await t.box.deps.seller.sell(saleOf(), t.register, t.operator)
    expect(JSON.parse(await heard)).toMatchObject({ gross: 555 })
  })

  test('a wrong secret is refused', async () => {
    await expect(connectAs(scheme, 'wrong')).rejects.toThrow(/Bad username or password|Not authorized/i)
  })
})

test('a device may speak under its own topic and nowhere else', async () => {
  const client = await connectAs('mqtt', device.secret)
  await client.publishAsync('brotkasten/v1/devices/bake-monitor/state', 'on', { qos: 1 })
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()))
  client.publish('brotkasten/v1/events/receipt', 'forged')
  await closed
})

test('a device may not listen beyond its rights', async () => {
  const client = await connectAs('mqtt', device.secret)
  await expect(client.subscribeAsync('#')).rejects.toThrow()
})

test('a connection that announces an oversized packet is closed before it arrives', async () => {
  const socket = connect(ports.port, '127.0.0.1')
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('error', () => undefined)
  socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]))
  await closed
})

describe('the packet meter', () => {
  test('finds an oversized packet wherever the bytes are cut', () => {
    const small = [0x30, 0x03, 1, 2, 3]
    const large = [0x30, 0x80, 0x80, 0x04]
    const bytes = Uint8Array.from([...small, ...small, ...large])
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const meter = new PacketMeter(1000)
      expect(meter.accept(bytes.subarray(0, cut)) && meter.accept(bytes.subarray(cut))).toBe(false)
    }
  })

  test('lets packets of the greatest size pass', () => {
    expect(
      new PacketMeter(200).accept(
        Uint8Array.from([0x30, 0xc8, 0x01, ...Array.from({ length: 200 }, () => 7), 0xc0, 0]),
      ),
    ).toBe(true)
  })
})

test.each([
  ['a/#', 'a/b/c', true],
  ['a/+/c', 'a/b/c', true],
  ['a/+', 'a/b/c', false],
  ['a/b', 'a/#', false],
  ['a/+', 'a/#', false],
  ['#', '#', true],
])('%s holds %s: %s', (filter, topic, expected) => {
  expect(within(filter, topic)).toBe(expected)
})
