import { formatEuro, sumCents, ZERO } from '@brotkasten/domain/money/cents'
import { formatQuantity } from '@brotkasten/domain/money/quantity'
import { createEffect, createSignal, Show } from 'solid-js'
import { type KeyedLine, toCartLine } from '../state/cart/open-cart.ts'
import { useSale } from '../state/sale.ts'
import { useTill } from '../state/till.ts'
import { percent } from '../text/when.ts'

/** One line: tap it to select it, tap its tag to change where it is eaten; the selected one is always in sight. */
export function LineRow(props: { readonly line: KeyedLine }) {
  const till = useTill()
  const sale = useSale()
  const priced = () => sale.priced()?.lines.find((line) => line.id === props.line.id)
  // The discount on the whole receipt has a row of its own.
  const amount = () => {
    const line = priced()
    return line ? sumCents([line.gross, line.receiptDiscount]) : ZERO
  }
  const unitPrice = () => {
    const price = formatEuro(toCartLine(props.line).unitPrice)
    const { each, eachKg } = till.text().sale
    return props.line.unit === 'kg' ? eachKg(price) : each(price)
  }
  const discount = () => {
    const { discount: given } = props.line
    return given?.kind === 'percent' ? ` − ${percent(given.basisPoints)}` : ''
  }
  const isSelected = () => props.line.id === sale.cart.selectedId
  const [row, setRow] = createSignal<HTMLElement>()
  createEffect(() => {
    if (isSelected()) row()?.scrollIntoView({ block: 'nearest' })
  })
  return (
    <li
      ref={setRow}
      class="line"
      data-testid="line"
      data-line={props.line.id}
      classList={{ selected: isSelected() }}
    >
      <button
        type="button"
        class="line-main"
        aria-pressed={isSelected()}
        onClick={() => sale.press({ type: 'select', lineId: props.line.id })}
      >
        <span class="line-quantity">
          {formatQuantity(props.line.quantity)}
          {props.line.unit === 'kg' ? ' kg' : ' ×'}
        </span>
        <span class="line-name">
          {props.line.name}
          <small>
            {unitPrice()}
            {discount()}
          </small>
        </span>
        <span class="line-amount money">{formatEuro(amount())}</span>
      </button>
      <Show when={till.catalogue()?.branch.hasSeats}>
        <button
          type="button"
          class={`tag place-${props.line.place}`}
          aria-label={`${props.line.name}: ${till.text().place[props.line.place]}`}
          onClick={() => sale.press({ type: 'linePlace', lineId: props.line.id })}
        >
          {till.text().place[props.line.place]}
        </button>
      </Show>
    </li>
  )
}
