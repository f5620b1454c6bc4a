import * as v from 'valibot'
import { call } from '../../provisioning/src/http/call.ts'
import { ask } from './ask.ts'

export interface LogIn {
  readonly name: string
  readonly password: string
}

/** Creates the first administrator of a centre; where there is one already, nothing happens. */
export async function setUp(url: string, setupToken: string, logIn: LogIn): Promise<void> {
  const headers = { 'setup-token': setupToken }
  const made = await call(v.unknown(), url, '/api/setup', { body: logIn, headers })
  if (made.ok || (made.error.kind === 'refused' && made.error.reason === 'alreadySetUp')) return
  throw new Error(`the centre at ${url} could not be set up: ${JSON.stringify(made.error)}`)
}

/** The centre as headquarters uses it, logged in, over its public API. */
export class Headquarters {
  readonly url: string
  readonly #cookie: string

  private constructor(url: string, cookie: string) {
    this.url = url
    this.#cookie = cookie
  }

  static async logIn(url: string, logIn: LogIn): Promise<Headquarters> {
    const answer = await call(v.unknown(), url, '/api/login', { body: logIn })
    if (answer.ok) return new Headquarters(url, answer.value.cookie)
    throw new Error(`no log-in at ${url} as ${logIn.name}: ${JSON.stringify(answer.error)}`)
  }

  /** Asks, or posts a body. */
  ask<S extends v.GenericSchema>(schema: S, path: string, body?: unknown): Promise<v.InferOutput<S>> {
    return ask(schema, this.url, path, {
      headers: { cookie: this.#cookie },
      ...(body === undefined ? {} : { body }),
    })
  }

  /** Bulk master data; twice the same changes nothing. */
  async import(masterData: unknown): Promise<void> {
    await this.ask(v.unknown(), '/api/import', masterData)
  }

  /** A code that makes one box of a branch. */
  async enrolmentCode(branchId: string): Promise<string> {
    const { code } = await this.ask(v.object({ code: v.string() }), '/api/enrolment-codes', { branchId })
    return code
  }
}
