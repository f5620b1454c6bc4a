import { createSignal, For, Show } from 'solid-js'
import { box } from '../client/box.ts'
import { Icon } from '../parts/icon.tsx'
import { LanguageKey } from '../parts/language-key.tsx'
import { logInFailure } from '../state/log-in-failure.ts'
import { useTill } from '../state/till.ts'

const DIGITS = ['7', '8', '9', '4', '5', '6', '1', '2', '3']
const MIN = 4
const MAX = 8

/** Name, then PIN, both on one screen; the pad never moves. */
export function LogInScreen() {
  const till = useTill()
  const [chosen, setChosen] = createSignal<string | null>(null)
  const [pin, setPin] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<string | null>(null)
  const words = () => till.text().logIn
  const name = () => till.catalogue()?.staff.find((person) => person.id === chosen())?.name

  const choose = (id: string) => {
    setChosen(id)
    setPin('')
    setError(null)
  }
  const type = (digit: string) => {
    setError(null)
    if (chosen() !== null && pin().length < MAX) setPin(pin() + digit)
  }
  async function logIn(): Promise<void> {
    const staffId = chosen()
    if (staffId === null || busy()) return
    setBusy(true)
    const answer = await box.logIn(staffId, pin())
    setBusy(false)
    setPin('')
    if (answer.ok) {
      till.show({ name: 'sale' })
      till.signIn(answer.value)
    } else if (answer.error.kind === 'refused' && answer.error.reason === 'unpaired') till.unpair()
    else setError(logInFailure(answer.error, till.text()))
  }

  const Digit = (props: { readonly digit: string }) => (
    <button type="button" class="pad-key" disabled={chosen() === null} onClick={() => type(props.digit)}>
      {props.digit}
    </button>
  )
  return (
    <main class="start log-in">
      <section class="people" aria-label={words().title}>
        <header class="people-head">
          <h1>{words().title}</h1>
          <LanguageKey />
        </header>
        <div class="people-grid">
          <For each={till.catalogue()?.staff}>
            {(person) => (
              <button
                type="button"
                class="person"
                aria-pressed={person.id === chosen()}
                onClick={() => choose(person.id)}
              >
                <span class="person-mark" aria-hidden="true">
                  {person.name.slice(0, 1)}
                </span>
                {person.name}
              </button>
            )}
          </For>
        </div>
      </section>
      <section class="pin" aria-label="PIN">
        <h2>{name() === undefined ? words().choose : words().pinOf(name() ?? '')}</h2>
        <output class="pin-dots" aria-label={words().entered(pin().length)}>
          <For each={Array.from({ length: Math.max(MIN, pin().length) }, (_, index) => index)}>
            {(index) => <span class="pin-dot" classList={{ filled: index < pin().length }} />}
          </For>
        </output>
        <p class="start-error" role="alert">
          <Show when={error()}>{error()}</Show>
        </p>
        <div class="pin-pad">
          <For each={DIGITS}>{(digit) => <Digit digit={digit} />}</For>
          <button
            type="button"
            class="pad-key"
            aria-label={till.text().deleteKey}
            onClick={() => setPin(pin().slice(0, -1))}
          >
            <Icon name="erase" />
          </button>
          <Digit digit="0" />
          <button
            type="button"
            class="pad-key pad-go"
            disabled={pin().length < MIN || busy()}
            onClick={() => void logIn()}
          >
            {words().submit}
          </button>
        </div>
      </section>
    </main>
  )
}
