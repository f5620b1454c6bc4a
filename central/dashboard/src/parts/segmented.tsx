import { createUniqueId, For } from 'solid-js'

export type Option<T extends string> = { readonly value: T; readonly label: string }

/** One choice out of few, all visible; arrow keys move because these are radio buttons. */
export function Segmented<T extends string>(props: {
  legend: string
  options: readonly Option<T>[]
  value: T
  onChange: (value: T) => void
}) {
  const name = createUniqueId()
  return (
    <fieldset class="segmented">
      <legend class="hidden">{props.legend}</legend>
      <For each={props.options}>
        {(option) => (
          <label>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={props.value === option.value}
              onChange={() => props.onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        )}
      </For>
    </fieldset>
  )
}
