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

export interface EventStream {
  readonly open: () => Source
  /** Called with every readable event. */
  readonly onEvent: <E extends EventName>(name: E, data: EventData<E>) => void
  /** The line is up: after every opening, so that what was missed can be fetched. */
  readonly onUp: () => void
  readonly onDown: () => void
}

const CLOSED = 2
const NAMES = Object.keys(EVENTS) as EventName[]

/** Keeps one event stream open until the returned function is called. */
export function keepListening({ open, onEvent, onUp, onDown }: EventStream): () => void {
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
    const parsed = readEvent(name, data)
    if (parsed !== null) onEvent(name, parsed)
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
function readEvent<E extends EventName>(name: E, data: unknown): EventData<E> | null {
  try {
    const parsed = v.safeParse(EVENTS[name] as v.GenericSchema, JSON.parse(String(data)))
    return parsed.success ? (parsed.output as EventData<E>) : null
  } catch {
    return null
  }
}
