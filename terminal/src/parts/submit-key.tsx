import { Show } from 'solid-js'
import { useDesk } from '../state/cash/desk.ts'
import { useTill } from '../state/till.ts'
import { DeskNote } from './desk-note.tsx'

interface SubmitKeyProps {
  readonly label: string
  /** What still has to be keyed, in words; null where nothing is missing. */
  readonly missing: string | null
}

/** Books the open form, once; says above it what is missing or what went wrong. */
export function SubmitKey(props: SubmitKeyProps) {
  const till = useTill()
  const desk = useDesk()
  return (
    <div class="submit">
      <div class="submit-words">
        <DeskNote />
        <Show when={props.missing}>{(words) => <p class="missing">{words()}</p>}</Show>
      </div>
      <button
        type="button"
        class="action pad-go submit-key"
        disabled={desk.sending() || !desk.complete()}
        aria-busy={desk.sending()}
        onClick={desk.submit}
      >
        {desk.sending() ? till.text().pay.busy : props.label}
      </button>
    </div>
  )
}
