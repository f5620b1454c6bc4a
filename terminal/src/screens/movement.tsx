import { formatEuro, ZERO } from '@brotkasten/domain/money/cents'
import { Show } from 'solid-js'
import { BackHead } from '../parts/back-head.tsx'
import { DigitPad } from '../parts/digit-pad.tsx'
import { SubmitKey } from '../parts/submit-key.tsx'
import { WordsPad } from '../parts/words-pad.tsx'
import { useDesk } from '../state/cash/desk.ts'
import { amountTyped, movementAmount } from '../state/cash/movement-form.ts'
import type { MovementForm } from '../state/cash/open-form.ts'
import { useTill } from '../state/till.ts'
import { reasonWords } from '../text/reason-words.ts'

/** Money in, out or to the safe: how much, and why or in which bag. */
export function MovementScreen(props: { readonly form: MovementForm }) {
  const till = useTill()
  const desk = useDesk()
  const words = () => till.text().cash
  const amount = () => movementAmount(props.form) ?? ZERO
  const wordsLabel = () => (props.form.case === 'skim' ? words().move.bag : words().move.reason)
  const to = (field: MovementForm['field']) => desk.edit('movement', (form) => ({ ...form, field }))
  const type = (key: string) => desk.edit('movement', (form) => amountTyped(form, key))
  const missing = () => {
    if (desk.complete()) return null
    if (amount() === 0) return words().missing.amount
    return props.form.case === 'skim' ? words().missing.bag : words().missing.reason
  }
  return (
    <main class="page">
      <BackHead
        title={words().tasks[props.form.case]}
        label={words().cancel}
        disabled={desk.sending()}
        onBack={desk.back}
      />
      <div class="movement">
        <section class="desk-side">
          <button
            type="button"
            class="field"
            aria-pressed={props.form.field === 'amount'}
            onClick={() => to('amount')}
          >
            <span class="due-label">{words().move.amount}</span>
            <output class="due-amount money" data-testid="amount">
              {formatEuro(amount())}
            </output>
          </button>
          <button
            type="button"
            class="field"
            aria-pressed={props.form.field === 'words'}
            onClick={() => to('words')}
          >
            <span class="due-label">{wordsLabel()}</span>
            <output class="field-words" data-testid="words">
              {props.form.words === '' ? words().move.missing : reasonWords(props.form.words, till.text())}
            </output>
          </button>
          <SubmitKey label={words().move.book[props.form.case]} missing={missing()} />
        </section>
        <section class="field-pad">
          <Show when={props.form.field === 'amount'} fallback={<WordsPad form={props.form} />}>
            <DigitPad
              label={words().move.amount}
              clearLabel={till.text().sale.clear}
              onDigit={type}
              onComma={() => type(',')}
              onClear={() => desk.edit('movement', (form) => ({ ...form, typed: '' }))}
              onEnter={() => to('words')}
            />
            <button type="button" class="action pad-next" onClick={() => to('words')}>
              {words().count.next}
            </button>
          </Show>
        </section>
      </div>
    </main>
  )
}
