import { catalogueView, logInAnswer, pairAnswer, saleAnswer } from '@brotkasten/domain/wire/till'
import * as v from 'valibot'
import { type Call, call } from '../src/http/call.ts'
import { uuidV7 } from './uuid-v7.ts'

/** A terminal without a screen: pairs, logs in and sells over HTTP. */
export class Till {
  readonly #box: string
  readonly #headers: Readonly<Record<string, string>>
  readonly registerName: string

  private constructor(box: string, token: string, registerName: string) {
    this.#box = box
    this.#headers = { authorization: `Bearer ${token}` }
    this.registerName = registerName
  }

  static async pair(box: string, code: string): Promise<Till> {
    const { token, registerName } = await ask(pairAnswer, box, '/api/terminals/pair', { body: { code } })
    return new Till(box, token, registerName)
  }

  catalogue() {
    return ask(catalogueView, this.#box, '/api/catalogue', { headers: this.#headers })
  }

  async receiptCount(): Promise<number> {
    const schema = v.object({ receipts: v.array(v.unknown()) })
    return (await ask(schema, this.#box, '/api/receipts', { headers: this.#headers })).receipts.length
  }

  /** Somebody logs in by PIN and sells one of an article, passing cash. */
  async sellOne(number: string, pin: string, shortName: string) {
    const { staff, articles, version } = await this.catalogue()
    const staffId = staff.find((person) => person.number === number)?.id
    const article = articles.find((candidate) => candidate.shortName === shortName)
    if (!article) throw new Error(`no ${shortName} here`)
    const session = await ask(logInAnswer, this.#box, '/api/sessions', {
      body: { staffId, pin },
      headers: this.#headers,
    })
    const { id: articleId, name, category, takeaway } = article
    const line = { articleId, name, category, unitPrice: takeaway, quantity: 1000, place: 'takeaway' }
    return ask(saleAnswer, this.#box, '/api/sales', {
      headers: { ...this.#headers, 'brotkasten-operator': session.token },
      body: {
        id: uuidV7(),
        startedAt: new Date().toISOString(),
        cart: {
          lines: [{ id: uuidV7(), ...line, catalogueVersion: version, discount: null }],
          discount: null,
        },
        tenders: [{ kind: 'cash', given: takeaway }],
        total: takeaway,
      },
    })
  }
}

/** A call that has to work. */
export async function ask<S extends v.GenericSchema>(
  schema: S,
  base: string,
  path: string,
  options?: Call,
): Promise<v.InferOutput<S>> {
  const answer = await call(schema, base, path, options)
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.value.value
}
