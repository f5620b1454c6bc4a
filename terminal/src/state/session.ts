import { logInAnswer } from '@brotkasten/domain/wire/till'
import * as v from 'valibot'

const KEY = 'brotkasten.session'

/** Who is logged in at this terminal. */
export type Session = v.InferOutput<typeof logInAnswer>

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The session of before a reload, where it has not run out. */
export function loadSession(store: Store, now: number): Session | null {
  try {
    const parsed = v.safeParse(logInAnswer, JSON.parse(store.getItem(KEY) ?? 'null'))
    return parsed.success && Date.parse(parsed.output.expiresAt) > now ? parsed.output : null
  } catch {
    return null
  }
}

/** Keeps the session over a reload; null forgets it. */
export function saveSession(store: Store, session: Session | null): void {
  if (session === null) store.removeItem(KEY)
  else store.setItem(KEY, JSON.stringify(session))
}
