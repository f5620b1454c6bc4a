import { For, Show } from 'solid-js'
import { useSale } from '../state/sale.ts'
import { useTill } from '../state/till.ts'

const KEYS = ['7', '8', '9', '4', '5', '6', '1', '2', '3']

/** Digits, and what they mean when no article or amount follows. */
export function NumberPad() {
  const till = useTill()
  const sale = useSale()
  const words = () => till.text().sale
  const isIdle = () => sale.cart.lines.length === 0 || sale.cart.phase.kind !== 'keying'
  const Digit = (props: { readonly key: string }) => (
    <button type="button" class="pad-key" onClick={() => sale.press({ type: 'digit', key: props.key })}>
      {props.key}
    </button>
  )
  return (
    <fieldset class="digits" aria-label={words().numberPad}>
      <For each={KEYS}>{(key) => <Digit key={key} />}</For>
      <button
        type="button"
        class="pad-key"
        aria-label={words().clear}
        onClick={() => sale.press({ type: 'clear' })}
      >
        C
      </button>
      <Digit key="0" />
      <Digit key="," />
      <button type="button" class="function-key" onClick={sale.enterNumber}>
        {words().article}
      </button>
      <Show when={till.allows('discount')} fallback={<span />}>
        <button
          type="button"
          class="function-key"
          disabled={isIdle()}
          onClick={() => sale.press({ type: 'receiptDiscount' })}
        >
          {words().receiptDiscount}
        </button>
      </Show>
      <button
        type="button"
        class="function-key void-key"
        disabled={isIdle()}
        onClick={() => sale.press({ type: 'void' })}
      >
        {words().void}
      </button>
    </fieldset>
  )
}
