import { onCleanup, onMount, Show } from 'solid-js'
import { useTill } from '../state/till.ts'
import { Icon } from './icon.tsx'
import { LetterPad } from './letter-pad.tsx'
import { LETTER_ROWS } from './letter-rows.ts'

interface TextPadProps {
  readonly value: string
  readonly onValue: (value: string) => void
  /** What is asked for; stands there until something is typed. */
  readonly prompt: string
  /** Numbers of bags are written in capitals, sentences begin with one. */
  readonly capitals?: boolean
  readonly onDone?: () => void
}

/** A line of free text, letter by letter. */
export function TextPad(props: TextPadProps) {
  const till = useTill()
  const add = (key: string) => {
    const isCapital = props.capitals === true || props.value === ''
    props.onValue(props.value + (isCapital ? key.toUpperCase() : key.toLowerCase()))
  }
  const erase = () => props.onValue(props.value.slice(0, -1))
  onMount(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key === 'Backspace') erase()
      else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) add(event.key)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', listener)
    onCleanup(() => document.removeEventListener('keydown', listener))
  })
  return (
    <section class="text-pad" aria-label={props.prompt}>
      <output class="search-typed" data-testid="typed" classList={{ prompt: props.value === '' }}>
        {props.value === '' ? props.prompt : props.value}
      </output>
      <LetterPad rows={LETTER_ROWS} onKey={add} label={props.prompt}>
        <button type="button" class="pad-key pad-wide" onClick={erase}>
          <Icon name="erase" /> {till.text().deleteKey}
        </button>
        <button type="button" class="pad-key pad-wide" onClick={() => add('-')}>
          -
        </button>
        <button type="button" class="pad-key pad-wide" onClick={() => add(' ')}>
          {till.text().sale.space}
        </button>
        <Show when={props.onDone}>
          {(done) => (
            <button type="button" class="pad-key pad-wide" onClick={() => done()()}>
              {till.text().cash.move.done}
            </button>
          )}
        </Show>
      </LetterPad>
    </section>
  )
}
