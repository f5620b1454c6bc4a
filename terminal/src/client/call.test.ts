import * as v from 'valibot'
import { expect, it } from 'vitest'
import { read } from './call.ts'

const schema = v.object({ version: v.number() })
const reply = (status: number, body: string) => read(schema, async () => ({ status, text: async () => body }))

it('hands on what its schema knows', async () => {
  expect(await reply(200, '{"version":1,"new":true}')).toEqual({ ok: true, value: { version: 1 } })
})

it('calls another answer unreadable', async () => {
  expect(await reply(200, '<html>')).toEqual({ ok: false, error: { kind: 'unreadable' } })
  expect(await reply(404, '<html>')).toEqual({ ok: false, error: { kind: 'unreadable' } })
})

it('hands on the words of a refusal', async () => {
  const error = { kind: 'wrongPin', field: 'pin', message: 'Die PIN ist falsch.', details: { triesLeft: 2 } }
  expect(await reply(401, JSON.stringify({ error }))).toMatchObject({
    error: { kind: 'refused', status: 401, reason: 'wrongPin', details: { triesLeft: 2 } },
  })
})

it('calls silence and strange 5xx unreachable', async () => {
  const silent = read(schema, () => Promise.reject(new TypeError('Failed to fetch')))
  expect(await silent).toEqual({ ok: false, error: { kind: 'unreachable' } })
  expect(await reply(502, 'Bad Gateway')).toEqual({ ok: false, error: { kind: 'unreachable' } })
})
