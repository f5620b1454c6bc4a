import { Agent, request } from 'node:http'
import { PROTOCOL, PROTOCOL_HEADER } from '@brotkasten/domain/wire/version'
import * as v from 'valibot'
import { forSeconds } from './measure.ts'
import { newSale } from './new-sale.ts'

/** What the bench asks of this process: so many terminals for so many seconds. */
export const orderSchema = v.object({
  port: v.number(),
  seconds: v.number(),
  operator: v.string(),
  /** One terminal's token each. */
  tokens: v.array(v.string()),
})

interface Target {
  readonly port: number
  readonly agent: Agent
}

/** Posts one sale and reads the whole answer. */
function post({ port, agent }: Target, headers: Record<string, string>, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: '127.0.0.1', path: '/api/sales', method: 'POST', agent, headers },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () =>
          answer.statusCode === 200
            ? resolve()
            : reject(new Error(`${answer.statusCode} ${Buffer.concat(chunks).toString()}`)),
        )
        answer.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Sells as terminals do, in a process of its own, so that the cost of asking is not the box's. */
process.on('message', (message) => {
  const { port, seconds, operator, tokens } = v.parse(orderSchema, message)
  // New connections for every round: the box closes those that were idle during the baseline.
  const agent = new Agent({ keepAlive: true })
  const headers = tokens.map((token) => ({
    authorization: `Bearer ${token}`,
    'brotkasten-operator': operator,
    'content-type': 'application/json',
    [PROTOCOL_HEADER]: String(PROTOCOL),
  }))
  forSeconds(seconds, tokens.length, (worker) =>
    post({ port, agent }, headers[worker] ?? {}, JSON.stringify(newSale())),
  )
    .finally(() => agent.destroy())
    .then(
      (round) => process.send?.(round),
      (error: unknown) => process.send?.({ error: String(error) }),
    )
})
