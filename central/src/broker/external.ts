import { centreTopics } from '@brotkasten/domain/wire/topics'
import mqtt from 'mqtt'
import { type Broker, type BrokerEvents, parseTopic } from './broker.ts'

export interface ExternalOptions {
  readonly url: string
  readonly user: string | null
  readonly password: string | null
  /** Address for boxes where it is not the same. */
  readonly publicUrl: string | null
  readonly events: BrokerEvents
}

/**
 * Uses a broker that is there already (mosquitto, a cluster). Who may do what is its business: it must know the boxes
 * and let each of them only at its own topics. It may be away at the start and at any time; boxes poll meanwhile.
 */
export async function startExternalBroker(options: ExternalOptions): Promise<Broker> {
  const { url, user, password, events } = options
  const client = mqtt.connect(url, {
    ...(user === null ? {} : { username: user }),
    ...(password === null ? {} : { password }),
    clean: true,
    reconnectPeriod: 2_000,
    // Wake-ups from before an outage help nobody: boxes have polled since.
    queueQoSZero: false,
  })
  client.on('error', events.onError)
  client.on('connect', () => {
    client.subscribe([centreTopics.presence('+'), centreTopics.figures('+')], { qos: 0 }, (error) => {
      if (error) events.onError(error)
    })
  })
  client.on('message', (topic, payload) => {
    const parsed = parseTopic(topic)
    if (parsed) events.onMessage(parsed.boxId, parsed.what, payload.toString())
  })
  return {
    url: options.publicUrl ?? url,
    wake: (boxIds) => {
      if (client.connected)
        for (const boxId of boxIds) client.publish(centreTopics.wake(boxId), '', { qos: 0 })
    },
    drop: () => undefined,
    close: async () => {
      await client.endAsync(true)
    },
  }
}
