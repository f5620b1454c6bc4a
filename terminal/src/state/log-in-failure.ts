import type { CallFailure } from '../client/call.ts'
import type { Text } from '../text/de.ts'

/** Why somebody is not logged in, with the tries left or the seconds to wait. */
export function logInFailure(failure: CallFailure, { logIn, hint }: Text): string {
  if (failure.kind === 'unreachable') return hint.boxAway
  if (failure.kind === 'unreadable') return hint.unreadable
  const { triesLeft, retryAfterSeconds } = failure.details
  if (failure.reason === 'wrongPin') {
    return typeof triesLeft === 'number' ? `${logIn.wrongPin} ${logIn.triesLeft(triesLeft)}` : logIn.wrongPin
  }
  if (failure.reason === 'locked' && typeof retryAfterSeconds === 'number')
    return logIn.locked(retryAfterSeconds)
  return failure.message
}
