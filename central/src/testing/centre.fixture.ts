import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { enrolAnswer } from '@brotkasten/domain/wire/up'
import { PROTOCOL, PROTOCOL_HEADER } from '@brotkasten/domain/wire/version'
import pino from 'pino'
import * as v from 'valibot'
import { type Centre, type CentreOptions, openCentre } from '../centre.ts'
import { inlineAssessor } from '../ingest/assessor.ts'
import { masterDataOf } from './master-data.fixture.ts'

export const SETUP_TOKEN = 'einrichten-bitte'
const PASSWORD = 'brot-und-butter'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Parsed JSON, or null where there is none. */
  readonly body: unknown
}

export interface TestBox {
  readonly boxId: string
  readonly secret: string
  readonly call: (method: string, path: string, body?: unknown) => Promise<Answer>
}

/** A centre over real files in a folder of its own; its clock stands still until it is moved. */
export class TestCentre {
  readonly folder = mkdtempSync(join(tmpdir(), 'brotkasten-centre-'))
  now = new Date('2026-11-23T08:00:00.000Z')
  #centre: Centre | null = null
  readonly #options: Partial<CentreOptions>

  private constructor(options: Partial<CentreOptions>) {
    this.#options = options
  }

  static async start(options: Partial<CentreOptions> = {}): Promise<TestCentre> {
    const centre = new TestCentre(options)
    await centre.open()
    return centre
  }

  get centre(): Centre {
    if (this.#centre === null) throw new Error('the centre is closed')
    return this.#centre
  }

  async open(): Promise<void> {
    this.#centre = await openCentre({
      storage: { dataDir: this.folder, server: null },
      clock: () => this.now,
      log: pino({ level: 'silent' }),
      setupToken: SETUP_TOKEN,
      dashboardDir: null,
      assessor: inlineAssessor,
      passwordCost: 2 ** 10,
      ...this.#options,
    })
  }

  /** Closes and opens it again over the same files. */
  async restart(): Promise<void> {
    await this.centre.close()
    await this.open()
  }

  async stop(): Promise<void> {
    await this.#centre?.close()
    this.#centre = null
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Lets time pass. */
  wait(ms: number): void {
    this.now = new Date(this.now.getTime() + ms)
  }

  request(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Response> {
    const sent =
      body === undefined
        ? {}
        : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    return Promise.resolve(
      this.centre.app.request(path, { method, headers: { ...type, ...headers }, ...sent }),
    )
  }

  async call(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Answer> {
    const response = await this.request(method, path, headers, body)
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : null }
  }

  /** Somebody without any login. */
  nobody(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.call(method, path, { [PROTOCOL_HEADER]: String(PROTOCOL) }, body)
  }

  async #logIn(name: string): Promise<string> {
    const answer = await this.call('POST', '/api/login', {}, { name, password: PASSWORD })
    return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  /** Creates the first administrator and gives their session's cookie. */
  async admin(): Promise<string> {
    await this.call(
      'POST',
      '/api/setup',
      { 'setup-token': SETUP_TOKEN },
      { name: 'chefin', password: PASSWORD },
    )
    return this.#logIn('chefin')
  }

  /** Creates an account and gives its session's cookie. */
  async user(
    admin: string,
    name: string,
    role: 'viewer' | 'admin',
    branches: string[] | null,
  ): Promise<string> {
    await this.call('POST', '/api/users', { cookie: admin }, { name, role, branches, password: PASSWORD })
    return this.#logIn(name)
  }

  /** Calls a route with a cookie. */
  as(cookie: string): (method: string, path: string, body?: unknown) => Promise<Answer> {
    return (method, path, body) => this.call(method, path, { cookie }, body)
  }

  /** Two branches with a small assortment. */
  async seed(admin: string): Promise<void> {
    const answer = await this.as(admin)('POST', '/api/import', masterDataOf())
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  }

  /** Enrols a box of a branch. */
  async box(admin: string, branchId: string): Promise<TestBox> {
    const issued = await this.as(admin)('POST', '/api/enrolment-codes', { branchId })
    const { code } = v.parse(v.object({ code: v.string() }), issued.body)
    const enrolled = await this.nobody('POST', '/v1/enrol', { code, softwareVersion: '0.1.0' })
    const { boxId, secret } = v.parse(enrolAnswer, enrolled.body)
    const headers = { [PROTOCOL_HEADER]: String(PROTOCOL), authorization: `Bearer ${boxId}.${secret}` }
    return { boxId, secret, call: (method, path, body) => this.call(method, path, headers, body) }
  }
}
