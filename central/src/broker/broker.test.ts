import { centreTopics } from '@brotkasten/domain/wire/topics'
import mqtt, { type MqttClient } from 'mqtt'
import { afterEach, describe, expect, it } from 'vitest'
import type { Broker, BrokerEvents } from './broker.ts'
import { startEmbeddedBroker } from './embedded.ts'
import { startExternalBroker } from './external.ts'

/** Messages of boxes in the order they came, and a way to wait for the next. */
class Inbox {
  readonly #messages: string[] = []
  readonly #readers: ((message: string) => void)[] = []
  put(message: string): void {
    const reader = this.#readers.shift()
    if (reader) reader(message)
    else this.#messages.push(message)
  }
  next(): Promise<string> {
    const message = this.#messages.shift()
    return message === undefined
      ? new Promise((resolve) => this.#readers.push(resolve))
      : Promise.resolve(message)
  }
}

const eventsInto = (inbox: Inbox): BrokerEvents => ({
  authenticate: (boxId, secret) =>
    Promise.resolve(['north', 'south', 'centre'].includes(boxId) && secret === `secret of ${boxId}`),
  onMessage: (boxId, what, payload) => inbox.put(`${boxId} ${what} ${payload}`),
  onError: () => undefined,
})

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

async function start(wsPort: number | null = null): Promise<{ broker: Broker; inbox: Inbox; url: string }> {
  const inbox = new Inbox()
  const broker = await startEmbeddedBroker({
    host: '127.0.0.1',
    port: 0,
    wsPort,
    publicUrl: null,
    events: eventsInto(inbox),
  })
  closers.push(() => broker.close())
  return { broker, inbox, url: broker.url ?? '' }
}

async function connect(
  url: string,
  username: string,
  options: mqtt.IClientOptions = {},
): Promise<MqttClient> {
  const client = await mqtt.connectAsync(url, {
    username,
    password: `secret of ${username}`,
    reconnectPeriod: 0,
    ...options,
  })
  closers.push(() => client.endAsync(true))
  return client
}
const closed = (client: MqttClient) => new Promise<void>((resolve) => client.once('close', () => resolve()))

describe('the embedded broker', () => {
  it('lets in boxes with their secret only, and only clean sessions', async () => {
    const { url } = await start()
    await expect(connect(url, 'north', { password: 'falsch' })).rejects.toThrow('Bad username or password')
    await expect(connect(url, 'nobody')).rejects.toThrow('Bad username or password')
    await expect(mqtt.connectAsync(url, { reconnectPeriod: 0 })).rejects.toThrow()
    const keeps = {
      username: 'north',
      password: 'secret of north',
      reconnectPeriod: 0,
      clean: false,
      clientId: 'x',
    }
    const persistent = mqtt.connect(url, keeps)
    await closed(persistent)
    expect(persistent.connected).toBe(false)
    expect((await connect(url, 'north')).connected).toBe(true)
  })

  it('hands over presence, last will and figures of a box', async () => {
    const { inbox, url } = await start()
    const topic = centreTopics.presence('north')
    const box = await connect(url, 'north', {
      will: { topic, payload: Buffer.from('gone'), qos: 0, retain: true },
    })
    await box.publishAsync(topic, 'here', { qos: 1, retain: true })
    expect(await inbox.next()).toBe('north presence here')
    await box.publishAsync(centreTopics.figures('north'), '{}')
    expect(await inbox.next()).toBe('north figures {}')
    box.stream.destroy()
    expect(await inbox.next()).toBe('north presence gone')
  })

  it.each([
    centreTopics.presence('south'),
    centreTopics.figures('south'),
    centreTopics.wake('north'),
    '$SYS/x',
    'anything',
  ])('ends the connection of a box that publishes to %s', async (topic) => {
    const { url } = await start()
    const box = await connect(url, 'north')
    const ended = closed(box)
    box.publish(topic, 'x')
    await ended
  })

  it('spreads no last will of a box in the name of another', async () => {
    const { inbox, url } = await start()
    const will = {
      topic: centreTopics.presence('south'),
      payload: Buffer.from('gone'),
      qos: 0 as const,
      retain: false,
    }
    const liar = await connect(url, 'north', { will })
    liar.stream.destroy()
    const south = await connect(url, 'south')
    await south.publishAsync(centreTopics.presence('south'), 'here', { qos: 1 })
    expect(await inbox.next()).toBe('south presence here')
  })

  it('wakes the boxes named, and lets each listen to its own call only', async () => {
    const { broker, url } = await start()
    const [north, south] = [await connect(url, 'north'), await connect(url, 'south')]
    const calls: string[] = []
    for (const box of [north, south]) box.on('message', (topic) => calls.push(topic))
    await north.subscribeAsync(centreTopics.wake('north'))
    await south.subscribeAsync(centreTopics.wake('south'))
    for (const topic of [centreTopics.wake('south'), centreTopics.presence('+'), '#'])
      await expect(north.subscribeAsync(topic)).rejects.toThrow()
    const called = new Promise((resolve) => south.once('message', resolve))
    broker.wake(['north'])
    broker.wake(['south'])
    await called
    expect(calls).toEqual([centreTopics.wake('north'), centreTopics.wake('south')])
  })

  it('ends the connection of a box that lost its credential', async () => {
    const { broker, url } = await start()
    const box = await connect(url, 'north')
    const ended = closed(box)
    broker.drop('north')
    await ended
  })

  it('refuses packets larger than any box has reason to send', async () => {
    const { url } = await start()
    const box = await connect(url, 'north')
    const ended = closed(box)
    box.on('error', () => undefined)
    box.publish(centreTopics.figures('north'), Buffer.alloc(64 * 1024))
    await ended
  })

  it('speaks MQTT over WebSocket too', async () => {
    const inbox = new Inbox()
    const probe = await start(null)
    const wsPort = Number(new URL(probe.url).port)
    await probe.broker.close()
    const broker = await startEmbeddedBroker({
      host: '127.0.0.1',
      port: 0,
      wsPort,
      publicUrl: 'mqtts://zentrale',
      events: eventsInto(inbox),
    })
    closers.push(() => broker.close())
    expect(broker.url).toBe('mqtts://zentrale')
    const box = await connect(`ws://127.0.0.1:${wsPort}`, 'north')
    await box.publishAsync(centreTopics.figures('north'), 'x', { qos: 1 })
    expect(await inbox.next()).toBe('north figures x')
  })

  it('names the port and its variable where it is taken', async () => {
    const { url } = await start()
    const port = Number(new URL(url).port)
    const again = startEmbeddedBroker({
      host: '127.0.0.1',
      port,
      wsPort: null,
      publicUrl: null,
      events: eventsInto(new Inbox()),
    })
    await expect(again).rejects.toThrow(
      `port ${port} on 127.0.0.1 is taken by another program: set MQTT_PORT`,
    )
  })
})

describe('an external broker', () => {
  it('may be away at the start', async () => {
    const broker = await startExternalBroker({
      url: 'mqtt://127.0.0.1:1',
      user: null,
      password: null,
      publicUrl: 'mqtt://public',
      events: eventsInto(new Inbox()),
    })
    broker.wake(['north'])
    expect(broker.url).toBe('mqtt://public')
    await broker.close()
  })
})
