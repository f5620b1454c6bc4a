import { createServer as createHttpServer } from 'node:http'
import { createServer, type Server } from 'node:net'
import { Duplex } from 'node:stream'
import { centreTopics } from '@brotkasten/domain/wire/topics'
import { Aedes, type AedesOptions, type Client } from 'aedes'
import { createWebSocketStream, WebSocketServer } from 'ws'
import { listen } from '../listen.ts'
import { type Broker, type BrokerEvents, parseTopic } from './broker.ts'
import { packetLimit } from './packet-limit.ts'

/** A box says little: presence and figures are a few hundred bytes. */
const MAX_PACKET_BYTES = 16 * 1024
/** A box that stops reading holds the others up at most this long; the default is a minute (stack.md 4.1). */
const DRAIN_MS = 2_500
const MAX_CONNECTIONS = 5_000

export interface EmbeddedOptions {
  readonly host: string
  readonly port: number
  readonly wsPort: number | null
  readonly publicUrl: string | null
  readonly events: BrokerEvents
}

/** Which box each connected client has shown to be. */
type Identities = Map<Client, string>

const wrongLogin = () => Object.assign(new Error('unknown box or wrong secret'), { returnCode: 4 })

/** Authentication by box and secret; a box writes its own presence and figures and reads its own wake-ups. */
function rules(events: BrokerEvents, boxes: Identities): AedesOptions {
  const boxOf = (client: Client | null) => (client ? (boxes.get(client) ?? null) : null)
  return {
    drainTimeout: DRAIN_MS,
    queueLimit: 42,
    connectTimeout: 10_000,
    keepaliveLimit: 300,
    // Offline queues of persistent sessions are not bounded: every box starts clean.
    preConnect: (_client, packet, done) =>
      packet.clean === true ? done(null, true) : done(new Error('only clean sessions'), false),
    authenticate: (client, username, password, done) => {
      events.authenticate(username ?? '', password?.toString() ?? '').then(
        (known) => {
          if (!known) return done(wrongLogin(), null)
          boxes.set(client, username ?? '')
          client.conn.once('close', () => boxes.delete(client))
          return done(null, true)
        },
        (error: unknown) => {
          events.onError(error)
          done(wrongLogin(), null)
        },
      )
    },
    authorizePublish: (client, packet, done) => {
      const topic = parseTopic(packet.topic)
      const allowed = client === null || (topic !== null && topic.boxId === boxOf(client))
      done(allowed ? null : new Error('a box may publish only its own presence and figures'))
    },
    authorizeSubscribe: (client, subscription, done) => {
      const boxId = boxOf(client)
      done(null, boxId !== null && subscription.topic === centreTopics.wake(boxId) ? subscription : null)
    },
  }
}

/** Starts the centre's own broker on TCP, and on WebSocket where a port is given. */
export async function startEmbeddedBroker(options: EmbeddedOptions): Promise<Broker> {
  const { host, events } = options
  const boxes: Identities = new Map()
  const streams = new Set<Duplex>()
  const aedes = await Aedes.createBroker(rules(events, boxes))
  aedes.on('publish', (packet) => {
    const topic = parseTopic(packet.topic)
    if (topic) events.onMessage(topic.boxId, topic.what, packet.payload.toString())
  })

  const attach = (stream: Duplex) => {
    if (streams.size >= MAX_CONNECTIONS) return stream.destroy()
    streams.add(stream)
    const limited = stream.pipe(packetLimit(MAX_PACKET_BYTES))
    limited.once('error', () => stream.destroy())
    stream.on('error', () => stream.destroy())
    stream.once('close', () => {
      streams.delete(stream)
      limited.destroy()
    })
    aedes.handle(Duplex.from({ readable: limited, writable: stream }))
    return stream
  }
  const servers: Server[] = []
  const tcp = createServer(attach)
  servers.push(tcp)
  try {
    const port = await listen(tcp, host, options.port, 'MQTT_PORT')
    if (options.wsPort !== null) servers.push(await openWebSocket(attach, host, options.wsPort))
    return {
      url: options.publicUrl ?? `mqtt://${host}:${port}`,
      wake: (boxIds) => {
        for (const boxId of boxIds) publishWake(aedes, boxId, events)
      },
      drop: (boxId) => {
        for (const [client, owner] of boxes) if (owner === boxId) client.close()
      },
      close: () => close(aedes, servers, streams),
    }
  } catch (error) {
    await close(aedes, servers, streams)
    throw error
  }
}

async function openWebSocket(attach: (stream: Duplex) => void, host: string, port: number): Promise<Server> {
  const http = createHttpServer()
  const sockets = new WebSocketServer({
    server: http,
    maxPayload: MAX_PACKET_BYTES,
    handleProtocols: () => 'mqtt',
  })
  sockets.on('connection', (socket) => attach(createWebSocketStream(socket)))
  sockets.on('error', () => undefined)
  await listen(http, host, port, 'MQTT_WS_PORT')
  return http
}

function publishWake(aedes: Aedes, boxId: string, events: BrokerEvents): void {
  const topic = centreTopics.wake(boxId)
  const packet = { cmd: 'publish', topic, payload: '', qos: 0, retain: false, dup: false } as const
  aedes.publish(packet, (error) => {
    if (error) events.onError(error)
  })
}

async function close(aedes: Aedes, servers: readonly Server[], streams: ReadonlySet<Duplex>): Promise<void> {
  for (const stream of streams) stream.destroy()
  for (const server of servers) server.close()
  await new Promise<void>((resolve) => aedes.close(() => resolve()))
}
