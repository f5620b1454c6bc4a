import { createSignal, onCleanup } from 'solid-js'
import { createStore, reconcile, unwrap } from 'solid-js/store'
import { api, type Problem } from '../client/api.ts'
import { type CentreEvent, openEvents } from '../client/events.ts'
import { createClock } from './clock.ts'
import { createRequired } from './context.tsx'
import { applyLink, type LinkEvent, NEW_LINK } from './link.ts'
import { applyLive, type Live, type LiveEvent } from './live.ts'
import { useSession } from './session.tsx'

/** The live picture: one store, fed by the event stream and by a snapshot after every (re)connection. */
function createLive() {
  const { watch } = useSession()
  const [live, setLive] = createStore<Live>({ asOf: null, rows: [] })
  const [link, setLink] = createSignal(NEW_LINK)
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const [offset, setOffset] = createSignal(0)
  const clock = createClock(1_000)
  const listeners = new Set<(event: CentreEvent) => void>()
  /** Rows heard while a snapshot is on its way; they are newer than it may be. */
  let early: LiveEvent[] | null = null
  let close = () => {}

  const centreTime = () => new Date(Date.now() + offset()).toISOString()
  const apply = (event: LiveEvent) => setLive(reconcile(applyLive(unwrap(live), event), { key: 'branchId' }))

  const refresh = async () => {
    early = []
    const answer = await watch(api.live())
    const waiting = early ?? []
    early = null
    setProblem(answer.ok ? null : answer.error)
    if (answer.ok) {
      setOffset(Date.parse(answer.value.asOf) - Date.now())
      apply({ type: 'snapshot', asOf: answer.value.asOf, rows: answer.value.branches })
    }
    for (const event of waiting) apply(event)
  }

  const hear = (event: CentreEvent) => {
    if (event.name === 'live') {
      const change: LiveEvent = { type: 'row', at: centreTime(), row: event.data }
      if (early) early.push(change)
      else apply(change)
    }
    for (const listener of listeners) listener(event)
  }

  const step = (type: LinkEvent['type']) => {
    const before = link().state
    const after = setLink((last) => applyLink(last, { type, now: Date.now() })).state
    if (after === 'waiting' && before !== 'waiting') {
      close()
      // Tells an ended session from a lost line, and still brings figures where a proxy swallows streams.
      void refresh()
    }
    if (after === 'connecting' && before === 'waiting') connect()
  }

  const connect = () => {
    close = openEvents({
      onOpen: () => {
        step('heard')
        void refresh()
      },
      onEvent: hear,
      onHeard: () => {
        step('heard')
        apply({ type: 'heard', at: centreTime() })
      },
      onLost: () => step('lost'),
    })
  }

  connect()
  const ticker = setInterval(() => step('tick'), 1_000)
  const online = () => step('retry')
  window.addEventListener('online', online)
  onCleanup(() => {
    clearInterval(ticker)
    window.removeEventListener('online', online)
    close()
  })

  return {
    live,
    link,
    problem,
    refresh,
    retry: () => step('retry'),
    /** The centre's time in milliseconds; a wrong clock of the browser does not matter. */
    now: () => clock() + offset(),
    /** Calls `listener` for every event until the calling component goes. */
    onEvent: (listener: (event: CentreEvent) => void) => {
      listeners.add(listener)
      onCleanup(() => listeners.delete(listener))
    },
  }
}

export const [LiveProvider, useLive] = createRequired('live', createLive)
