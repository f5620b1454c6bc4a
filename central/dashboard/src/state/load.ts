import { createEffect, createSignal, onCleanup } from 'solid-js'
import type { Answer, Problem } from '../client/api.ts'
import { useSession } from './session.tsx'

/**
 * Loads what `ask` asks, anew whenever something it reads changes. The last value stays while the next is on its
 * way, so that nothing flickers; an answer to an older question is dropped.
 */
export function createLoad<T>(ask: () => Answer<T>) {
  const { watch } = useSession()
  const [value, setValue] = createSignal<T | null>(null)
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const [busy, setBusy] = createSignal(true)
  const [round, setRound] = createSignal(0)

  createEffect(() => {
    round()
    let current = true
    onCleanup(() => {
      current = false
    })
    setBusy(true)
    void watch(ask()).then((answer) => {
      if (!current) return
      setBusy(false)
      setProblem(answer.ok ? null : answer.error)
      if (answer.ok) setValue(() => answer.value)
    })
  })
  return { value, problem, busy, reload: () => setRound((last) => last + 1) }
}
