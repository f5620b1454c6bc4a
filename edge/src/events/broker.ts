import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { eventTopic } from '@brotkasten/domain/wire/topics'
import { Aedes, type Client } from 'aedes'
import type { Logger } from 'pino'
import { createWebSocketStream, WebSocketServer } from 'ws'
import { type DeviceRights, type Devices, mayRead, mayWrite } from './devices.ts'
import { limitPackets } from './packet-limit.ts'
import type { EventStream } from './stream.ts'

/** No device in a shop says more than this at once. */
const MAX_PACKET_BYTES = 64 * 1024
/** A subscriber that stops reading holds the others up at most this long. */
const DRAIN_MS = 2_500
const MAX_CONNECTIONS = 100

export interface BrokerOptions {
  readonly host: string
  readonly port: number
  readonly wsPort: number
  readonly devices: Devices
  readonly stream: EventStream
  readonly log: Logger
}

/** The MQTT door to the event stream, for devices and integrations. Nothing that is booked depends on it. */
export class Broker {
  readonly #options: BrokerOptions
  readonly #servers: Server[] = []
  readonly #sockets = new Set<Duplex>()
  readonly #rights = new WeakMap<Client, DeviceRights>()
  #aedes: Aedes | null = null

  constructor(options: BrokerOptions) {
    this.#options = options
  }

  /** Starts listening; returns the ports in use. Rejects where a port is taken. */
  async listen(): Promise<{ port: number; wsPort: number }> {
    const { host, port, wsPort, stream } = this.#options
    const aedes = await Aedes.createBroker({ drainTimeout: DRAIN_MS, queueLimit: 42, maxClientsIdLength: 64 })
    this.#aedes = aedes
    this.#guard(aedes)
    const tcp = createServer((socket) => this.#attach(aedes, socket))
    const http = createHttpServer()
    const sockets = new WebSocketServer({
      server: http,
      maxPayload: MAX_PACKET_BYTES,
      handleProtocols: () => 'mqtt',
    })
    sockets.on('connection', (socket) => this.#attach(aedes, createWebSocketStream(socket)))
    stream.subscribe((event) => {
      const retain = event.name !== 'receipt'
      aedes.publish(
        { cmd: 'publish', topic: eventTopic(event.name), payload: event.data, qos: 0, retain, dup: false },
        (error) => error && this.#options.log.warn({ error }, 'an event did not reach the broker'),
      )
    })
    return { port: await this.#open(tcp, host, port), wsPort: await this.#open(http, host, wsPort) }
  }

  #guard(aedes: Aedes): void {
    aedes.authenticate = (client, username, password, done) => {
      const rights =
        username && password ? this.#options.devices.rightsOf(username, password.toString()) : null
      if (rights && client) this.#rights.set(client, rights)
      done(null, rights !== null)
    }
    aedes.authorizePublish = (client, packet, done) => {
      const rights = client ? this.#rights.get(client) : null
      const allowed = client === null || (rights && mayWrite(rights, packet.topic))
      done(allowed ? null : new Error(`not allowed to publish ${packet.topic}`))
    }
    aedes.authorizeSubscribe = (client, subscription, done) => {
      const rights = client ? this.#rights.get(client) : null
      done(null, rights && mayRead(rights, subscription.topic) ? subscription : null)
    }
  }

  #attach(aedes: Aedes, socket: Duplex | Socket): void {
    if (this.#sockets.size >= MAX_CONNECTIONS) {
      socket.destroy()
      return
    }
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', (error) => this.#options.log.debug({ error }, 'a broker connection broke'))
    aedes.handle(socket)
    limitPackets(socket, MAX_PACKET_BYTES)
  }

  #open(server: Server, host: string, port: number): Promise<number> {
    this.#servers.push(server)
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
    })
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    for (const server of this.#servers) server.close()
    const aedes = this.#aedes
    if (aedes) await new Promise<void>((resolve) => aedes.close(() => resolve()))
  }
}
