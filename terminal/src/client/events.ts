import { EVENTS, type EventData, type EventName } from '@brotkasten/domain/wire/till'
import * as v from 'valibot'

/** The box beats every 5 s; EventSource never notices a line that died without a word. */
export const SILENCE_MS = 12_000
const REOPEN_MS = 2000

/** The part of EventSource that is used. */
export interface Source {
  readonly readyState: number
  addEventListener: (type: string, listener: (event: { readonly data?: unknown }) => void) => void
  close: () => void
}

export type EventHandlers = { readonly [E in EventName]: (data: EventData<E>) => void }

export interface EventStream {
  readonly open: () => Source
  /** Called with every readable event of that name. */
  readonly on: EventHandlers
  /** The line is up: after every opening, so that what was missed can be fetched. */
  readonly onUp: () => void
  readonly onDown: () => void
}

const CLOSED = 2
const NAMES = Object.keys(EVENTS) as EventName[]

/** Keeps one event stream open until the returned function is called. */
export function keepListening({ open, on, onUp, onDown }: EventStream): () => void {
  let source: Source | null = null
  let watchdog: ReturnType<typeof setTimeout> | undefined
  let reopening: ReturnType<typeof setTimeout> | undefined

  const heard = () => {
    clearTimeout(watchdog)
    watchdog = setTimeout(lost, SILENCE_MS)
  }
  const lost = () => {
    stop()
    onDown()
    reopening = setTimeout(start, REOPEN_MS)
  }
  const failed = () => {
    // While it is reconnecting by itself the browser keeps Last-Event-ID: leave that to it, within the watchdog.
    if (source?.readyState === CLOSED) return lost()
    onDown()
  }
  const receive = (name: EventName, data: unknown) => {
    heard()
    deliver(on, name, data)
  }
  const start = () => {
    const opened = open()
    source = opened
    heard()
    opened.addEventListener('open', () => {
      heard()
      onUp()
    })
    opened.addEventListener('error', failed)
    opened.addEventListener('ping', heard)
    for (const name of NAMES) opened.addEventListener(name, (event) => receive(name, event.data))
  }
  const stop = () => {
    clearTimeout(watchdog)
    clearTimeout(reopening)
    source?.close()
    source = null
  }
  start()
  return stop
}

/** An event of a newer box may be unreadable; it is no reason to stop listening. */
function deliver<E extends EventName>(on: EventHandlers, name: E, data: unknown): void {
  let json: unknown
  try {
    json = JSON.parse(String(data))
  } catch {
    return
  }
  const parsed = v.safeParse(EVENTS[name] as v.GenericSchema, json)
  if (parsed.success) on[name](parsed.output as EventData<E>)
}
