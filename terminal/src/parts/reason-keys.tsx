import { For } from 'solid-js'
import { useTill } from '../state/till.ts'
import { deCash } from '../text/de-cash.ts'

interface ReasonKeysProps {
  readonly of: keyof typeof deCash.reasons
  readonly value: string
  readonly onValue: (reason: string) => void
  /** Whether a reason of one's own is being typed. */
  readonly writing: boolean
  readonly onWriting: (writing: boolean) => void
}

/** Reasons to choose from, and one of one's own. The books take the German words in every language. */
export function ReasonKeys(props: ReasonKeysProps) {
  const till = useTill()
  const choose = (reason: string) => {
    props.onWriting(false)
    props.onValue(reason)
  }
  const write = () => {
    if (deCash.reasons[props.of].includes(props.value)) props.onValue('')
    props.onWriting(true)
  }
  const isOwn = () => props.value !== '' && !deCash.reasons[props.of].includes(props.value)
  return (
    <fieldset class="reason-keys" aria-label={till.text().cash.move.quickReasons}>
      <For each={deCash.reasons[props.of]}>
        {(reason, index) => (
          <button
            type="button"
            class="choice"
            aria-pressed={!props.writing && props.value === reason}
            onClick={() => choose(reason)}
          >
            {till.text().cash.reasons[props.of][index()]}
          </button>
        )}
      </For>
      <button type="button" class="choice" aria-pressed={props.writing || isOwn()} onClick={write}>
        {isOwn() ? props.value : till.text().cash.move.otherReason}
      </button>
    </fieldset>
  )
}
