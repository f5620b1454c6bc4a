import { Agent, request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { journalEntrySchema } from '@brotkasten/domain/journal/entry'
import { markAnswer } from '@brotkasten/domain/wire/up'
import { PROTOCOL, PROTOCOL_HEADER } from '@brotkasten/domain/wire/version'
import * as v from 'valibot'
import type { Round } from './figures.ts'

/** What the bench asks of this process: every box hands the same journal up, batch after batch, all boxes at once. */
export const orderSchema = v.object({
  port: v.number(),
  epoch: v.string(),
  /** `boxId.secret` of every box. */
  credentials: v.array(v.string()),
  batches: v.array(v.array(journalEntrySchema)),
})
type Order = v.InferOutput<typeof orderSchema>

interface Target {
  readonly port: number
  readonly agent: Agent
}

function post({ port, agent }: Target, credential: string, body: Buffer): Promise<number> {
  const headers = {
    authorization: `Bearer ${credential}`,
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    [PROTOCOL_HEADER]: String(PROTOCOL),
  }
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: '127.0.0.1', path: '/v1/journal', method: 'POST', agent, headers },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          if (answer.statusCode !== 200) return reject(new Error(`${answer.statusCode} ${text}`))
          return resolve(v.parse(markAnswer, JSON.parse(text)).mark)
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

async function run({ port, epoch, credentials, batches }: Order): Promise<Round> {
  const packed = batches.map((entries) => ({
    body: gzipSync(JSON.stringify({ epoch, entries })),
    last: entries.at(-1)?.seq,
  }))
  const agent = new Agent({ keepAlive: true })
  const latencies: number[] = []
  const began = performance.now()
  await Promise.all(
    credentials.map(async (credential) => {
      for (const { body, last } of packed) {
        const start = performance.now()
        const mark = await post({ port, agent }, credential, body)
        latencies.push(performance.now() - start)
        if (mark !== last) throw new Error(`mark ${mark} instead of ${last}`)
      }
    }),
  )
  agent.destroy()
  const count = credentials.length * batches.reduce((sum, entries) => sum + entries.length, 0)
  return { count, seconds: (performance.now() - began) / 1000, latencies }
}

process.on('message', (message) => {
  run(v.parse(orderSchema, message)).then(
    (round) => process.send?.(round),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
