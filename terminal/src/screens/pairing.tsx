import { createSignal, onMount, Show } from 'solid-js'
import { box } from '../client/box.ts'
import { Icon } from '../parts/icon.tsx'
import { LanguageKey } from '../parts/language-key.tsx'
import { LetterPad } from '../parts/letter-pad.tsx'
import { useTill } from '../state/till.ts'

/** Letters and digits of the box's codes: nothing that looks like something else. */
const ROWS = ['23456789', 'ABCDEFGH', 'JKLMNPQR', 'STUVWXYZ']
const LENGTH = 8

/** A new terminal: the code of the box makes it a register. */
export function PairingScreen() {
  const till = useTill()
  const [code, setCode] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<string | null>(null)
  const words = () => till.text().pairing

  async function pair(): Promise<void> {
    if (busy()) return
    setBusy(true)
    const answer = await box.pair(code())
    setBusy(false)
    if (answer.ok) return till.start()
    setError(till.failureWords(answer.error))
    setCode('')
  }
  const type = (key: string) => {
    setError(null)
    if (code().length < LENGTH) setCode(code() + key)
  }
  onMount(() => {
    const given = till.takePairCode()
    if (given === null) return
    setCode(given.replace(/[^A-Za-z0-9]/g, '').toUpperCase())
    void pair()
  })

  const shown = () => `${code().slice(0, 4)}${code().length > 4 ? '-' : ''}${code().slice(4)}`
  return (
    <main class="start">
      <section class="start-card pairing">
        <div class="start-words">
          <h1>{words().title}</h1>
          <p>{words().explain}</p>
          <output class="code" aria-label={words().code}>
            {shown()}
          </output>
          <Show when={error()}>
            {(message) => (
              <p class="start-error" role="alert">
                {message()}
              </p>
            )}
          </Show>
          <LanguageKey />
        </div>
        <LetterPad rows={ROWS} onKey={type} label={words().code}>
          <button type="button" class="pad-key pad-wide" onClick={() => setCode(code().slice(0, -1))}>
            <Icon name="erase" /> {till.text().deleteKey}
          </button>
          <button
            type="button"
            class="pad-key pad-wide pad-go"
            disabled={busy() || code().length < LENGTH}
            onClick={() => void pair()}
          >
            {busy() ? words().busy : words().submit}
          </button>
        </LetterPad>
      </section>
    </main>
  )
}
