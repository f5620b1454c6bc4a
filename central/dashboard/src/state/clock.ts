import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** The browser's time in milliseconds, renewed every `everyMs`. */
export function createClock(everyMs: number): Accessor<number> {
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), everyMs)
  onCleanup(() => clearInterval(timer))
  return now
}
