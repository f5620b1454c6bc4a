import { setTimeout as pause } from 'node:timers/promises'
import { logInAnswer, pairAnswer } from '@brotkasten/domain/wire/till'
import * as v from 'valibot'
import { type CallFailure, call } from '../../provisioning/src/http/call.ts'
import { ask } from '../support/ask.ts'
import { until } from '../support/until.ts'
import { cartOf, type TicketSale } from './ticket-sale.ts'

const PAIR_MS = 30_000
const codeAnswer = v.object({ code: v.string() })
/** What the replay needs of a sale's answer; the whole is checked from the journal. */
const soldAnswer = v.object({
  repeated: v.boolean(),
  receipt: v.object({ id: v.string(), gross: v.number(), number: v.number() }),
})

/** What became of a sale; `attempts` counts requests. */
export type Outcome =
  | { readonly kind: 'sold'; readonly repeated: boolean; readonly attempts: number }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'unanswered'; readonly reason: string }

export interface TerminalOptions {
  readonly boxUrl: string
  readonly staff: { readonly staffId: string; readonly pin: string }
  /** The longest a sale is tried, in milliseconds. */
  readonly patienceMs: number
}

/** A terminal as the box knows it: paired, somebody logged in, asking until it is answered. */
export class Terminal {
  readonly registerId: string
  readonly #options: TerminalOptions
  readonly #token: string
  #operator = ''

  private constructor(options: TerminalOptions, registerId: string, token: string) {
    this.#options = options
    this.registerId = registerId
    this.#token = token
  }

  /** Pairs with a register of the box, or with a new one (null). A code works once: a lost answer asks for another. */
  static async pair(options: TerminalOptions, registerId: string | null): Promise<Terminal> {
    return until('a terminal is paired', PAIR_MS, async () => {
      const { code } = await ask(codeAnswer, options.boxUrl, '/api/pairing-codes', { body: { registerId } })
      const paired = await call(pairAnswer, options.boxUrl, '/api/terminals/pair', { body: { code } })
      if (paired.ok) return new Terminal(options, paired.value.value.registerId, paired.value.value.token)
      if (paired.error.kind === 'unreachable') return null
      throw new Error(`a terminal could not be paired: ${describe(paired.error)}`)
    })
  }

  async logIn(): Promise<void> {
    const body = this.#options.staff
    this.#operator = (await this.ask(logInAnswer, '/api/sessions', body)).token
  }

  ask<S extends v.GenericSchema>(schema: S, path: string, body?: unknown): Promise<v.InferOutput<S>> {
    return ask(schema, this.#options.boxUrl, path, this.#request(body))
  }

  /** Sells, with the same id again and again while the box is away or in trouble, like the real terminal. */
  async sell(sale: TicketSale, catalogueVersion: number): Promise<Outcome> {
    if (sale.begins)
      await call(v.unknown(), this.#options.boxUrl, '/api/sales/begin', this.#request({ id: sale.id }))
    const { id, total, tenders } = sale
    const startedAt = new Date().toISOString()
    const request = this.#request({ id, startedAt, total, tenders, cart: cartOf(sale, catalogueVersion) })
    const deadline = performance.now() + this.#options.patienceMs
    for (let attempts = 1; ; attempts += 1) {
      const answer = await call(soldAnswer, this.#options.boxUrl, '/api/sales', request)
      if (answer.ok) return { kind: 'sold', repeated: answer.value.value.repeated, attempts }
      const { error } = answer
      if (!mayPass(error)) return { kind: 'rejected', reason: describe(error) }
      if (performance.now() > deadline) return { kind: 'unanswered', reason: describe(error) }
      await pause(Math.min(20 * 2 ** attempts, 500))
    }
  }

  #request(body: unknown) {
    const headers = { authorization: `Bearer ${this.#token}`, 'brotkasten-operator': this.#operator }
    return body === undefined ? { headers } : { headers, body }
  }
}

const mayPass = (failure: CallFailure): boolean =>
  failure.kind !== 'refused' || failure.status >= 500 || failure.status === 429

const describe = (failure: CallFailure): string =>
  failure.kind === 'refused' ? `${failure.reason}: ${failure.message}` : failure.detail
