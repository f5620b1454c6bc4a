import { createUniqueId, Show } from 'solid-js'
import { errorOf, type Field, type PriceEdit } from '../state/price-edit.ts'
import { type PriceKey, usePrices } from '../state/prices-context.tsx'
import { useText } from '../state/settings.tsx'
import { Flash } from './flash.tsx'

/** Moves to the same field of the next or previous article, as in a spreadsheet. */
function move(from: HTMLInputElement, step: 1 | -1) {
  const fields = [...document.querySelectorAll<HTMLInputElement>(`input[data-field="${from.dataset.field}"]`)]
  const next = fields[fields.indexOf(from) + step]
  next?.focus()
  next?.select()
}

/** One price as text: Enter saves, Esc reverts, the arrows go up and down the column. */
export function PriceField(props: {
  at: PriceKey
  edit: PriceEdit
  field: Field
  label: string
  testId: string
}) {
  const prices = usePrices()
  const text = useText()
  const hint = createUniqueId()
  const error = () => errorOf(props.field, props.edit.draft[props.field])
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    const actions: Record<string, () => void> = {
      Enter: () => void prices.save(props.at),
      Escape: () => prices.change(props.at, { type: 'reverted' }),
      ArrowDown: () => move(event.currentTarget, 1),
      ArrowUp: () => move(event.currentTarget, -1),
    }
    const action = actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  }
  return (
    <div class="price">
      <Flash value={props.edit.saved[props.field]} class="price-box">
        <input
          inputmode="decimal"
          autocomplete="off"
          data-field={props.field}
          data-testid={props.testId}
          aria-label={props.label}
          aria-invalid={error() !== null}
          aria-describedby={error() ? hint : undefined}
          placeholder={props.field === 'dineIn' ? text().articles.same : undefined}
          readOnly={!prices.mayChange() || props.edit.phase === 'saving'}
          value={props.edit.draft[props.field]}
          onInput={(event) =>
            prices.change(props.at, { type: 'typed', field: props.field, text: event.currentTarget.value })
          }
          onKeyDown={onKeyDown}
        />
        <span class="unit" aria-hidden="true">
          €
        </span>
      </Flash>
      <Show when={error()}>
        {(kind) => (
          <span class="field-error" id={hint}>
            {text().articles.error[kind()]}
          </span>
        )}
      </Show>
    </div>
  )
}
