import { type Cents, formatEuro } from '@brotkasten/domain/money/cents'
import { For } from 'solid-js'
import { amountOf, likelyAmounts, NOTES, type PayKey } from '../state/cart/tender.ts'
import { useSale } from '../state/sale.ts'
import { useTill } from '../state/till.ts'

/** Paying in one press: every key says what it will do. */
export function PayKeys() {
  const till = useTill()
  const sale = useSale()
  const words = () => till.text().pay
  const idle = () => sale.cart.phase.kind !== 'keying' || sale.cart.lines.length === 0
  const suggestions = () => (idle() ? [] : likelyAmounts(sale.rest()))
  const typed = () => {
    const amount = sale.cart.pending === '' ? null : amountOf(sale.cart.pending)
    return amount === null ? null : formatEuro(amount)
  }
  const restWords = () => (idle() ? '' : formatEuro(sale.rest()))

  const Note = (props: { readonly amount: Cents | undefined; readonly label: string }) => (
    <button
      type="button"
      class="pay-key note-value"
      disabled={idle() || props.amount === undefined || props.amount < sale.rest()}
      onClick={() => props.amount !== undefined && sale.pay({ kind: 'note', amount: props.amount })}
    >
      {props.label}
    </button>
  )
  const Key = (props: {
    readonly kind: 'exact' | 'cash' | 'card'
    readonly press: PayKey
    readonly amount: string
  }) => (
    <button
      type="button"
      class={`pay-key pay-${props.kind}`}
      disabled={idle() || (props.kind === 'cash' && sale.cart.pending === '')}
      onClick={() => sale.pay(props.press)}
    >
      {words()[props.kind]} <span class="pay-amount money">{props.amount}</span>
    </button>
  )
  return (
    <fieldset class="pay" aria-label={words().label} aria-busy={sale.cart.phase.kind === 'paying'}>
      <For each={[0, 1]}>
        {(index) => {
          const amount = () => suggestions()[index]
          return <Note amount={amount()} label={formatLikely(amount())} />
        }}
      </For>
      <For each={NOTES}>{(note) => <Note amount={note} label={`${note / 100} €`} />}</For>
      <Key kind="exact" press={{ kind: 'exact' }} amount={restWords()} />
      <Key kind="cash" press={{ kind: 'cash', typed: sale.cart.pending }} amount={typed() ?? ''} />
      <Key kind="card" press={{ kind: 'card', typed: sale.cart.pending }} amount={typed() ?? restWords()} />
    </fieldset>
  )
}

const formatLikely = (amount: Cents | undefined): string =>
  amount === undefined ? '–' : amount % 100 === 0 ? `${amount / 100} €` : formatEuro(amount)
