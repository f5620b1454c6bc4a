import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GERMAN_TAX_TABLE } from '@brotkasten/domain/tax/rates'
import { enrolAnswer } from '@brotkasten/domain/wire/up'
import { createAdaptorServer } from '@hono/node-server'
import { pino } from 'pino'
import * as v from 'valibot'
import { startEmbeddedBroker } from '../../central/src/broker/embedded.ts'
import { type Centre, openCentre } from '../../central/src/centre.ts'
import { type Box, openBox } from '../../edge/src/box.ts'
import { readConfig } from '../../edge/src/config.ts'
import type { BoxIdentity } from '../../edge/src/identity.ts'
import type { Operator, Register } from '../../edge/src/selling/seller.ts'
import { BAKERY } from '../../edge/src/testing/bakery.ts'
import { saleOf } from '../../edge/src/testing/test-box.ts'

const SETUP_TOKEN = 'setup-token-of-a-test'
const log = pino({ level: 'silent' })
const clock = () => new Date()

/** What the network does with one request to the centre. */
export type Weather = () => 'fine' | 'requestLost' | 'answerLost'

/** A centre and a box of one small bakery, in one process, over real HTTP and MQTT. */
export class House {
  readonly folder = mkdtempSync(join(tmpdir(), 'brotkasten-house-'))
  weather: Weather = () => 'fine'
  #centre: Centre | null = null
  #server: Server | null = null
  #port = 0
  #cookie = ''
  #identity: BoxIdentity | null = null
  #box: Box | null = null
  #register: Register | null = null

  get box(): Box {
    if (!this.#box) throw new Error('the box is off')
    return this.#box
  }

  /** Starts the centre, always on the same port, so that a box finds it again. */
  async startCentre(): Promise<void> {
    const storage = { dataDir: join(this.folder, 'centre'), server: null, onFatal: () => undefined }
    const centre = await openCentre({ storage, clock, log, setupToken: SETUP_TOKEN, dashboardDir: null })
    const events = centre.brokerEvents
    centre.useBroker(
      await startEmbeddedBroker({ host: '127.0.0.1', port: 0, wsPort: null, publicUrl: null, events }),
    )
    const fetch = (request: Request): Response | Promise<Response> => this.#throughTheWeather(centre, request)
    const server = createAdaptorServer({ fetch, createServer }) as Server
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (server.address() as AddressInfo).port
    this.#centre = centre
    this.#server = server
  }

  async #throughTheWeather(centre: Centre, request: Request): Promise<Response> {
    const weather = new URL(request.url).pathname.startsWith('/v1/journal') ? this.weather() : 'fine'
    if (weather === 'requestLost') return new Response('gone', { status: 502 })
    const answer = await centre.app.fetch(request)
    return weather === 'answerLost' ? new Response('gone', { status: 502 }) : answer
  }

  async stopCentre(): Promise<void> {
    this.#server?.closeAllConnections()
    const closed = new Promise((resolve) => this.#server?.close(resolve) ?? resolve(null))
    await closed
    await this.#centre?.close()
    this.#centre = null
  }

  /** Calls the centre as headquarters. */
  async hq(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${this.#port}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'brotkasten-protocol': '1',
        'setup-token': SETUP_TOKEN,
        cookie: this.#cookie,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }

  /** Headquarters sets the bakery up and enrols its box. */
  async setUp(): Promise<void> {
    const user = { name: 'chef', password: 'ein langes Passwort' }
    await this.hq('POST', '/api/setup', user)
    await this.hq('POST', '/api/login', user)
    const of = (entity: string) =>
      BAKERY.filter((change) => change.entity === entity).map((change) => change.data)
    await this.hq('POST', '/api/import', {
      branches: of('branch'),
      productGroups: of('productGroup'),
      articles: of('article'),
      priceLists: [{ id: 'standard', name: 'Standard' }],
      prices: of('price'),
      keyPages: of('keyPage'),
      staff: of('staff').map((person) => ({ ...person, branchIds: ['markt'] })),
      taxRows: GERMAN_TAX_TABLE,
    })
    const { code } = v.parse(
      v.object({ code: v.string() }),
      await this.hq('POST', '/api/enrolment-codes', { branchId: 'markt' }),
    )
    const enrolled = v.parse(
      enrolAnswer,
      await this.hq('POST', '/v1/enrol', { code, softwareVersion: '0.1.0' }),
    )
    this.#identity = { ...enrolled, centreUrl: `http://127.0.0.1:${this.#port}` }
  }

  async startBox(): Promise<void> {
    if (!this.#identity) throw new Error('not enrolled')
    const config = readConfig({
      DATA_DIR: join(this.folder, 'box'),
      LOG_LEVEL: 'silent',
      FEED_INTERVAL_MS: '60000',
    })
    this.#box = await openBox({ config, identity: this.#identity, clock, log })
  }

  async stopBox(): Promise<void> {
    await this.#box?.close()
    this.#box = null
  }

  /** The one register of the box, paired on first use. */
  async register(): Promise<Register> {
    if (this.#register) return this.#register
    const { pairing, signing } = this.box.deps
    const paired = await pairing.redeem((await pairing.issue(null, clock())).code, clock())
    if (typeof paired === 'string') throw new Error(paired)
    await signing.registerClient(paired.register.serial)
    this.#register = paired.register
    return paired.register
  }

  /** Sells three rolls and a bread for 5.55. */
  async sell(): Promise<void> {
    const operator: Operator = { id: 'anna', number: '7', role: 'cashier' }
    const sold = await this.box.deps.seller.sell(saleOf(), await this.register(), operator)
    if (!sold.ok) throw new Error(sold.error.message)
  }

  /** What the centre has of the branch today and around midnight. */
  async figures(): Promise<{
    receipts: number
    gross: number
    duplicates: number
    quarantined: number
    signaturesVerified: number
  }> {
    const day = (shift: number) => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10)
    const n = v.number()
    return v.parse(
      v.object({ receipts: n, gross: n, duplicates: n, quarantined: n, signaturesVerified: n }),
      await this.hq('GET', `/api/branches/markt/figures?from=${day(-1)}&to=${day(1)}`),
    )
  }

  async close(): Promise<void> {
    await this.stopBox()
    await this.stopCentre()
    rmSync(this.folder, { recursive: true })
  }
}
