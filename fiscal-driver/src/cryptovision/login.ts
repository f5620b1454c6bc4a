import { err, ok, type Result } from '@brotkasten/domain/result'
import { utf8 } from '../transport/bytes.ts'
import { AUTHENTICATION } from './commands.ts'
import type { CardFailure } from './errors.ts'
import type { Exchange } from './exchange.ts'
import { call } from './talk.ts'

type CardResult<T> = Promise<Result<T, CardFailure>>

export type CardUser = 'Admin' | 'TimeAdmin'

/**
 * The PINs of one card and what came of using them. A refused PIN is never tried again by itself: the third miss blocks
 * it, and the caller, not the driver, must find the right one.
 */
export class Credentials {
  #pins: Readonly<Record<CardUser, string>>
  #refused = new Set<CardUser>()

  constructor(pins: Readonly<Record<CardUser, string>>) {
    this.#pins = pins
  }

  async login(exchange: Exchange, user: CardUser): CardResult<void> {
    if (this.#refused.has(user)) return err({ kind: 'pin', detail: `${user}: this PIN was refused before` })
    const answer = await call(exchange, 'authenticate', { user, pin: utf8(this.#pins[user]) })
    if (!answer.ok) return answer
    const { result, retries } = answer.value
    if (result === AUTHENTICATION.ok) return ok(undefined)
    this.#refused.add(user)
    return err({
      kind: 'pin',
      detail: `${user}: ${RESULTS[result] ?? `result ${result}`}, ${retries} tries left`,
    })
  }
}

const RESULTS: { readonly [result: number]: string } = {
  [AUTHENTICATION.failed]: 'wrong PIN',
  [AUTHENTICATION.pinBlocked]: 'PIN blocked',
  [AUTHENTICATION.unknownUser]: 'unknown user',
  [AUTHENTICATION.error]: 'error while checking the PIN',
}

/**
 * Login, work, logout as one uninterrupted run: TimeAdmin is logged out after 2 seconds and Admin after 10 minutes, so
 * nothing else may come between. Must run inside the mutex of the device. A failed logout is not reported: the card
 * does it by itself, and the work is what counts.
 */
export async function loggedIn<T>(
  exchange: Exchange,
  credentials: Credentials,
  user: CardUser,
  work: () => CardResult<T>,
): CardResult<T> {
  const login = await credentials.login(exchange, user)
  if (!login.ok) return login
  const result = await work()
  // After a lost card or an unanswered command there is nobody to log out.
  if (result.ok || result.error.code !== undefined) await call(exchange, 'logout', { user })
  return result
}

/** Sets the clock of the card, in whole seconds UTC. */
export async function syncTime(exchange: Exchange, credentials: Credentials, now: Date): CardResult<void> {
  const time = Math.floor(now.getTime() / 1000)
  const done = await loggedIn(exchange, credentials, 'TimeAdmin', () =>
    call(exchange, 'updateTime', { time }),
  )
  return done.ok ? ok(undefined) : done
}
