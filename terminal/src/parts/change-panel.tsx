import { formatEuro } from '@brotkasten/domain/money/cents'
import { Show } from 'solid-js'
import type { Phase } from '../state/cart/open-cart.ts'
import { useTill } from '../state/till.ts'
import { BigAmount } from './big-amount.tsx'
import { Icon } from './icon.tsx'

/** Paid: the change, larger than anything else, until the next key. */
export function ChangePanel(props: { readonly paid: Extract<Phase, { kind: 'done' }> }) {
  const till = useTill()
  const words = () => till.text().done
  const show = () => till.show({ name: 'receipt', id: props.paid.receiptId, from: 'sale' })
  return (
    <section class="change" aria-live="assertive">
      <h2>{words().change} €</h2>
      <BigAmount amount={props.paid.change} testId="change" />
      <dl class="change-facts">
        <div>
          <dt>{words().total}</dt>
          <dd class="money">{formatEuro(props.paid.gross)}</dd>
        </div>
        <Show when={props.paid.card > 0}>
          <div>
            <dt>{words().card}</dt>
            <dd class="money">{formatEuro(props.paid.card)}</dd>
          </div>
        </Show>
        <Show when={props.paid.given > 0}>
          <div>
            <dt>{words().given}</dt>
            <dd class="money">{formatEuro(props.paid.given)}</dd>
          </div>
        </Show>
      </dl>
      <button type="button" class="action" onClick={show}>
        <Icon name="receipt" /> {words().show}
      </button>
      <p class="change-next">
        {words().receipt(props.paid.number)} · {words().next}
      </p>
    </section>
  )
}
