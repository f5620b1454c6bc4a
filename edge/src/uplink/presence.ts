import { centreTopics } from '@brotkasten/domain/wire/topics'
import type { Figures } from '@brotkasten/domain/wire/up'
import mqtt from 'mqtt'
import type { Logger } from 'pino'
import type { BoxIdentity } from '../identity.ts'

const FIGURES_MS = 30_000

export interface PresenceOptions {
  readonly identity: BoxIdentity
  readonly figures: () => Figures
  /** Called when the centre says there is something new. */
  readonly wake: () => void
  readonly log: Logger
}

/** Presence at the centre's broker with a last will, live figures, and the wake-up call. Nothing is lost without it. */
export class Presence {
  readonly #options: PresenceOptions
  readonly #client: mqtt.MqttClient | null
  readonly #timer: NodeJS.Timeout

  constructor(options: PresenceOptions) {
    this.#options = options
    this.#client = this.#connect()
    this.#timer = setInterval(() => this.announce(), FIGURES_MS)
    this.#timer.unref()
  }

  #connect(): mqtt.MqttClient | null {
    const { identity, wake, log } = this.#options
    if (identity.mqttUrl === null) return null
    const topics = {
      presence: centreTopics.presence(identity.boxId),
      wake: centreTopics.wake(identity.boxId),
    }
    const client = mqtt.connect(identity.mqttUrl, {
      clientId: identity.boxId,
      username: identity.boxId,
      password: identity.secret,
      reconnectPeriod: 2_000,
      connectTimeout: 5_000,
      will: {
        topic: topics.presence,
        payload: Buffer.from(JSON.stringify({ state: 'offline', time: null })),
        retain: true,
        qos: 0,
      },
    })
    client.on('connect', () => {
      client.subscribe(topics.wake)
      client.publish(
        topics.presence,
        JSON.stringify({ state: 'online', time: this.#options.figures().time }),
        { retain: true },
      )
      this.announce()
      wake()
    })
    client.on('message', () => wake())
    client.on('error', (error) => log.debug({ error }, 'the broker of the centre is not to be had'))
    return client
  }

  /** Sends the figures of now; without a connection nothing waits. */
  announce(): void {
    if (!this.#client?.connected) return
    this.#client.publish(
      centreTopics.figures(this.#options.identity.boxId),
      JSON.stringify(this.#options.figures()),
    )
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    if (!this.#client) return
    if (this.#client.connected) {
      const topic = centreTopics.presence(this.#options.identity.boxId)
      await this.#client.publishAsync(
        topic,
        JSON.stringify({ state: 'offline', time: this.#options.figures().time }),
        { retain: true },
      )
    }
    await this.#client.endAsync(true)
  }
}
