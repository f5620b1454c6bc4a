import { createSignal, Show } from 'solid-js'
import { useDesk } from '../state/cash/desk.ts'
import { worded } from '../state/cash/movement-form.ts'
import type { MovementForm } from '../state/cash/open-form.ts'
import { useTill } from '../state/till.ts'
import { ReasonKeys } from './reason-keys.tsx'
import { TextPad } from './text-pad.tsx'

/** Why money moves, or the number of the bag it is in. */
export function WordsPad(props: { readonly form: MovementForm }) {
  const till = useTill()
  const desk = useDesk()
  const [writing, setWriting] = createSignal(false)
  const words = () => till.text().cash.move
  const set = (text: string) => desk.edit('movement', (form) => worded(form, text))
  const reasons = () => (props.form.case === 'skim' ? null : props.form.case)
  return (
    <Show
      when={reasons()}
      fallback={<TextPad value={props.form.words} onValue={set} prompt={words().typeBag} capitals />}
    >
      {(of) => (
        <>
          <ReasonKeys
            of={of()}
            value={props.form.words}
            onValue={set}
            writing={writing()}
            onWriting={setWriting}
          />
          <Show when={writing()}>
            <TextPad
              value={props.form.words}
              onValue={set}
              prompt={words().typeReason}
              onDone={() => setWriting(false)}
            />
          </Show>
        </>
      )}
    </Show>
  )
}
