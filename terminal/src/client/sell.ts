import type { Result } from '@brotkasten/domain/result'
import type { CallFailure, Refused } from './call.ts'

/** Pauses between tries, in milliseconds; the last one stays. */
const PAUSES = [300, 700, 1500, 3000] as const

export interface Retry<T> {
  /** One try. The same id every time: the box books a sale once however often it is sent. */
  readonly attempt: () => Promise<Result<T, CallFailure>>
  /** Resolves after that long, or at once when the cashier asks for it. */
  readonly pause: (ms: number) => Promise<void>
  /** Called before every try but the first, so that the screen can say so. */
  readonly onRetry: (tries: number) => void
}

/**
 * Sends until the box gives a plain answer. Silence, a broken line, an unreadable answer and 5xx mean
 * "unknown", never "not booked": the only safe thing is to ask again.
 */
export async function untilAnswered<T>({ attempt, pause, onRetry }: Retry<T>): Promise<Result<T, Refused>> {
  for (let tries = 1; ; tries += 1) {
    const answer = await attempt()
    if (answer.ok) return answer
    const { error } = answer
    if (error.kind === 'refused' && error.status < 500) return { ok: false, error }
    onRetry(tries)
    await pause(PAUSES[Math.min(tries, PAUSES.length) - 1] ?? 3000)
  }
}
