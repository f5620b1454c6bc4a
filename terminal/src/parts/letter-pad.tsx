import { For, type JSX } from 'solid-js'

interface LetterPadProps {
  readonly rows: readonly string[]
  readonly onKey: (key: string) => void
  readonly label: string
  /** Keys of the last row besides its letters. */
  readonly children?: JSX.Element
}

/** Letters and digits to tap, in rows of single characters. */
export const LetterPad = (props: LetterPadProps) => (
  <fieldset class="letters" aria-label={props.label}>
    <For each={props.rows}>
      {(row) => (
        <div class="letters-row">
          <For each={row.split('')}>
            {(key) => (
              <button type="button" class="pad-key" onClick={() => props.onKey(key)}>
                {key}
              </button>
            )}
          </For>
        </div>
      )}
    </For>
    <div class="letters-row">{props.children}</div>
  </fieldset>
)
