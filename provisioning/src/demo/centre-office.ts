import { branchSchema } from '@brotkasten/domain/catalogue/entities'
import { err, ok, type Result } from '@brotkasten/domain/result'
import { instantSchema } from '@brotkasten/domain/schema'
import * as v from 'valibot'
import { type Call, type CallFailure, call } from '../http/call.ts'

const branchesAnswer = v.object({ branches: v.array(branchSchema) })
const codeAnswer = v.object({ code: v.string(), expiresAt: instantSchema })

export interface LogIn {
  readonly name: string
  readonly password: string
}

/** The centre as headquarters uses it: logged in, over its public API. */
export class CentreOffice {
  readonly #base: string
  readonly #cookie: string

  private constructor(base: string, cookie: string) {
    this.#base = base
    this.#cookie = cookie
  }

  /** Creates the first administrator; answers false where there is one already. */
  static async setUp(base: string, setupToken: string, logIn: LogIn): Promise<Result<boolean, CallFailure>> {
    const headers = { 'setup-token': setupToken }
    const answer = await call(v.unknown(), base, '/api/setup', { body: logIn, headers })
    if (answer.ok) return ok(true)
    const { error } = answer
    return error.kind === 'refused' && error.reason === 'alreadySetUp' ? ok(false) : answer
  }

  static async logIn(base: string, logIn: LogIn): Promise<Result<CentreOffice, CallFailure>> {
    const answer = await call(v.unknown(), base, '/api/login', { body: logIn })
    return answer.ok ? ok(new CentreOffice(base, answer.value.cookie)) : answer
  }

  async branchIds(): Promise<Result<string[], CallFailure>> {
    const answer = await this.#call(branchesAnswer, '/api/branches')
    return answer.ok ? ok(answer.value.branches.map((branch) => branch.id)) : answer
  }

  /** Bulk master data; twice the same changes nothing. */
  async import(masterData: unknown): Promise<Result<null, CallFailure>> {
    const answer = await this.#call(v.unknown(), '/api/import', { body: masterData })
    return answer.ok ? ok(null) : answer
  }

  /** A code that makes one box of the branch. */
  async enrolmentCode(branchId: string): Promise<Result<string, CallFailure>> {
    const answer = await this.#call(codeAnswer, '/api/enrolment-codes', { body: { branchId } })
    return answer.ok ? ok(answer.value.code) : answer
  }

  async #call<S extends v.GenericSchema>(
    schema: S,
    path: string,
    options: Call = {},
  ): Promise<Result<v.InferOutput<S>, CallFailure>> {
    const answer = await call(schema, this.#base, path, { ...options, headers: { cookie: this.#cookie } })
    return answer.ok ? ok(answer.value.value) : err(answer.error)
  }
}
