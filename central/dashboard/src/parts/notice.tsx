import { For, type JSX } from 'solid-js'
import type { Problem } from '../client/api.ts'
import { useText } from '../state/settings.tsx'
import { problemText } from '../text/problem.ts'
import { Icon, type IconName } from './icon.tsx'

/** Nothing is here yet, and why. */
export function Empty(props: { icon: IconName; title: string; text?: string; children?: JSX.Element }) {
  return (
    <div class="notice" role="status">
      <Icon name={props.icon} />
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.children}
    </div>
  )
}

/** Loading did not work, in plain words and with a way out. */
export function Failed(props: { problem: Problem; onRetry: () => void }) {
  const text = useText()
  return (
    <div class="notice" data-tone="bad" role="alert">
      <Icon name="alert" />
      <h2>{text().problem.title}</h2>
      <p>{problemText(props.problem, text())}</p>
      <button type="button" class="button" onClick={() => props.onRetry()}>
        {text().problem.retry}
      </button>
    </div>
  )
}

/** Quiet lines where content is about to stand; they appear late, so that quick answers show none. */
export function Loading(props: { lines?: number }) {
  const text = useText()
  return (
    <div class="loading" role="status">
      <span class="hidden">{text().loading}</span>
      <For each={Array.from({ length: props.lines ?? 6 })}>{() => <span class="loading-line" />}</For>
    </div>
  )
}
