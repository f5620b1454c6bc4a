import { createSignal } from 'solid-js'
import { type Answer, api, type Problem } from '../client/api.ts'
import type { User } from '../client/shapes.ts'
import { createRequired } from './context.tsx'

export type Session =
  | { readonly state: 'asking' }
  | { readonly state: 'out'; readonly expired: boolean }
  | { readonly state: 'failed'; readonly problem: Problem }
  | { readonly state: 'in'; readonly user: User }

function createSession() {
  const [session, setSession] = createSignal<Session>({ state: 'asking' })

  const ask = async () => {
    setSession({ state: 'asking' })
    const answer = await api.me()
    if (answer.ok) setSession({ state: 'in', user: answer.value.user })
    else if (answer.error.status === 401) setSession({ state: 'out', expired: false })
    else setSession({ state: 'failed', problem: answer.error })
  }

  /** Logs in; answers what went wrong, or null. */
  const login = async (name: string, password: string): Promise<Problem | null> => {
    const answer = await api.login(name, password)
    if (!answer.ok) return answer.error
    setSession({ state: 'in', user: answer.value.user })
    return null
  }

  const logout = async () => {
    const answer = await api.logout()
    // Without the centre's word the cookie would still be good: saying "logged out" then would be a lie.
    if (answer.ok || answer.error.status === 401) setSession({ state: 'out', expired: false })
  }

  /** Passes an answer on; one that says "not logged in" any more leads back to the log-in. */
  const watch = async <T,>(answer: Answer<T>): Answer<T> => {
    const result = await answer
    if (!result.ok && result.error.status === 401 && session().state === 'in')
      setSession({ state: 'out', expired: true })
    return result
  }

  const user = () => {
    const now = session()
    return now.state === 'in' ? now.user : null
  }

  void ask()
  return { session, user, ask, login, logout, watch }
}

export const [SessionProvider, useSession] = createRequired('session', createSession)
