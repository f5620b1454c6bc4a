import { formatEuro } from '@brotkasten/domain/money/cents'
import { createSignal, For, Show } from 'solid-js'
import { BackHead } from '../parts/back-head.tsx'
import { ReasonKeys } from '../parts/reason-keys.tsx'
import { RefundLines } from '../parts/refund-lines.tsx'
import { SubmitKey } from '../parts/submit-key.tsx'
import { TextPad } from '../parts/text-pad.tsx'
import { useDesk } from '../state/cash/desk.ts'
import type { RefundForm } from '../state/cash/open-form.ts'
import { reasoned, refundSum, returnedOf } from '../state/cash/refund-form.ts'
import { useTill } from '../state/till.ts'

const TENDERS = ['cash', 'card'] as const

/** What comes back of a sale, why, and how the money goes back. */
export function RefundScreen(props: { readonly form: RefundForm }) {
  const till = useTill()
  const desk = useDesk()
  const [writing, setWriting] = createSignal(false)
  const words = () => till.text().cash.refund
  const sum = () => formatEuro(refundSum(props.form))
  const setReason = (reason: string) => desk.edit('refund', (form) => reasoned(form, reason))
  const missing = () => {
    if (desk.complete()) return null
    const { missing: said } = till.text().cash
    return returnedOf(props.form).length === 0 ? said.refundLines : said.reason
  }
  return (
    <main class="page">
      <BackHead
        title={words().title(props.form.sale.number)}
        label={till.text().cash.cancel}
        disabled={desk.sending()}
        onBack={desk.back}
      />
      <div class="refund">
        <Show when={writing()} fallback={<RefundLines form={props.form} />}>
          <TextPad
            value={props.form.reason}
            onValue={setReason}
            prompt={till.text().cash.move.typeReason}
            onDone={() => setWriting(false)}
          />
        </Show>
        <section class="desk-side">
          <h2>{words().reason}</h2>
          <ReasonKeys
            of="refund"
            value={props.form.reason}
            onValue={setReason}
            writing={writing()}
            onWriting={setWriting}
          />
          <h2>{words().tender}</h2>
          <fieldset class="choices" aria-label={words().tender}>
            <For each={TENDERS}>
              {(tender) => (
                <button
                  type="button"
                  class="choice"
                  aria-pressed={props.form.tender === tender}
                  onClick={() => desk.edit('refund', (form) => ({ ...form, tender }))}
                >
                  {words()[tender]}
                </button>
              )}
            </For>
          </fieldset>
          <div class="due">
            <span class="due-label">{words().sum}</span>
            <output class="due-amount money" data-testid="refund-sum">
              {sum()}
            </output>
          </div>
          <SubmitKey label={words().submit(sum())} missing={missing()} />
        </section>
      </div>
    </main>
  )
}
