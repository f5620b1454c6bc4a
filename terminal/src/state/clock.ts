import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** The time, moving on every so many milliseconds. */
export function createClock(everyMs: number): Accessor<Date> {
  const [now, setNow] = createSignal(new Date())
  const timer = setInterval(() => setNow(new Date()), everyMs)
  onCleanup(() => clearInterval(timer))
  return now
}
