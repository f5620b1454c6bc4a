import { err, ok } from '@brotkasten/domain/result'
import { expect, it } from 'vitest'
import type { CallFailure, Refused } from './call.ts'
import { untilAnswered } from './sell.ts'

const refused = (status: number): Refused => ({
  kind: 'refused',
  status,
  reason: 'tooLittle',
  field: null,
  message: 'Es fehlen noch 1,00 €.',
  details: {},
})

async function run(failures: CallFailure[]) {
  const pauses: number[] = []
  let retries = 0
  const answer = await untilAnswered({
    attempt: async () => {
      const failure = failures.shift()
      return failure ? err(failure) : ok('booked')
    },
    pause: async (ms) => void pauses.push(ms),
    onRetry: (tries) => {
      retries = tries
    },
  })
  return { answer, pauses, retries }
}

it('answers at once when the box does', async () => {
  expect(await run([])).toEqual({ answer: ok('booked'), pauses: [], retries: 0 })
})

it('asks again after silence, rubbish and 5xx, with growing pauses', async () => {
  const lost: CallFailure = { kind: 'unreachable' }
  const { answer, pauses } = await run([lost, { kind: 'unreadable' }, refused(503), lost, lost, lost])
  expect(answer).toEqual(ok('booked'))
  expect(pauses).toEqual([300, 700, 1500, 3000, 3000, 3000])
})

it('takes a refusal as the answer', async () => {
  expect(await run([{ kind: 'unreachable' }, refused(422)])).toMatchObject({
    answer: { ok: false, error: { status: 422 } },
    retries: 1,
  })
})
