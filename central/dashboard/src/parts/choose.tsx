import { createUniqueId, For } from 'solid-js'
import type { Option } from './segmented.tsx'

/** A labelled drop-down. */
export function Choose<T extends string>(props: {
  label: string
  options: readonly Option<T>[]
  value: T
  onChange: (value: T) => void
  wide?: boolean
}) {
  const id = createUniqueId()
  const pick = (value: string) => {
    const option = props.options.find((candidate) => candidate.value === value)
    if (option) props.onChange(option.value)
  }
  return (
    <div class="field" data-wide={props.wide}>
      <label for={id}>{props.label}</label>
      <select id={id} onChange={(event) => pick(event.currentTarget.value)}>
        <For each={props.options}>
          {(option) => (
            <option value={option.value} selected={option.value === props.value}>
              {option.label}
            </option>
          )}
        </For>
      </select>
    </div>
  )
}
