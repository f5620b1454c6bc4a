import type { Result } from '@brotkasten/domain/result'
import { createSignal } from 'solid-js'
import type { CallFailure, Refused } from '../client/call.ts'
import { untilAnswered } from '../client/sell.ts'

/** Asks the box until it gives a plain answer, and says meanwhile that it is being asked again. */
export function createAsking() {
  const [tries, setTries] = createSignal(0)
  let hurry: () => void = () => undefined
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      hurry = resolve
      setTimeout(resolve, ms)
    })

  async function ask<T>(attempt: () => Promise<Result<T, CallFailure>>): Promise<Result<T, Refused>> {
    const answer = await untilAnswered({ attempt, pause, onRetry: setTries })
    setTries(0)
    return answer
  }
  return { ask, retrying: () => tries() > 0, hurry: () => hurry() }
}
