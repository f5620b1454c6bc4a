import { For, onCleanup, onMount, Show } from 'solid-js'
import { Icon } from './icon.tsx'

const KEYS = ['7', '8', '9', '4', '5', '6', '1', '2', '3']

interface DigitPadProps {
  readonly label: string
  readonly clearLabel: string
  readonly onDigit: (digit: string) => void
  readonly onClear: () => void
  /** A key for it where amounts are typed. */
  readonly onComma?: () => void
  readonly onEnter?: () => void
}

/** Digits to tap, or to type on a keypad. */
export function DigitPad(props: DigitPadProps) {
  onMount(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      if (/^\d$/.test(event.key)) props.onDigit(event.key)
      else if (event.key === ',' || event.key === '.') props.onComma?.()
      else if (event.key === 'Backspace' || event.key === 'Escape') props.onClear()
      else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) props.onEnter?.()
    }
    document.addEventListener('keydown', listener)
    onCleanup(() => document.removeEventListener('keydown', listener))
  })
  const Digit = (key: { readonly digit: string }) => (
    <button type="button" class="pad-key" onClick={() => props.onDigit(key.digit)}>
      {key.digit}
    </button>
  )
  return (
    <fieldset class="digit-pad" aria-label={props.label}>
      <For each={KEYS}>{(digit) => <Digit digit={digit} />}</For>
      <button type="button" class="pad-key" aria-label={props.clearLabel} onClick={props.onClear}>
        <Icon name="erase" />
      </button>
      <Digit digit="0" />
      <Show when={props.onComma} fallback={<span />}>
        {(comma) => (
          <button type="button" class="pad-key" onClick={() => comma()()}>
            ,
          </button>
        )}
      </Show>
    </fieldset>
  )
}
