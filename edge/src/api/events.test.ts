import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestBox, saleOf, type TestBox } from '../testing/test-box.ts'

let t: TestBox
let server: ServerType
let url = ''
beforeAll(async () => {
  t = await openTestBox()
  server = serve({ fetch: t.app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise<void>((resolve) => server.once('listening', () => resolve()))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  await t.close()
})

/** Reads events off the stream until `count` of a name have come; returns them with their ids. */
async function read(name: string, count: number, lastId?: number): Promise<{ id: number; data: string }[]> {
  const end = new AbortController()
  const headers: Record<string, string> = { authorization: `Bearer ${t.register.token}` }
  if (lastId !== undefined) headers['last-event-id'] = String(lastId)
  const response = await fetch(`${url}/api/events`, { headers, signal: end.signal })
  const found: { id: number; data: string }[] = []
  let text = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = Object.fromEntries(
        block
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      )
      if (fields.event === 'ping' && found.length === 0)
        await t.box.deps.seller.sell(saleOf(), t.register, t.operator)
      if (fields.event === name) found.push({ id: Number(fields.id), data: fields.data ?? '' })
    }
    if (found.length >= count) break
  }
  end.abort()
  return found
}

test('a terminal hears of a receipt as it is booked', async () => {
  const [event] = await read('receipt', 1)
  expect(JSON.parse(event?.data ?? '')).toMatchObject({ registerId: t.register.id, gross: 555 })
})

test('a terminal that was away gets what it missed, in order and once', async () => {
  const { lastId } = t.box.deps.stream
  for (let i = 0; i < 3; i += 1) await t.box.deps.seller.sell(saleOf(), t.register, t.operator)
  const missed = await read('receipt', 3, lastId)
  expect(missed.map((event) => event.id)).toEqual([lastId + 1, lastId + 2, lastId + 3])
})

test('nobody unpaired may listen', async () => {
  expect((await fetch(`${url}/api/events`)).status).toBe(401)
})
