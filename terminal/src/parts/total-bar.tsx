import { formatEuro } from '@brotkasten/domain/money/cents'
import { Show } from 'solid-js'
import { useSale } from '../state/sale.ts'
import { useTill } from '../state/till.ts'

/** What was typed and what is due, both readable from a step away. */
export function TotalBar() {
  const till = useTill()
  const sale = useSale()
  const words = () => till.text().sale
  return (
    <div class="total-bar">
      <output class="pending" data-testid="pending" aria-label={words().pending}>
        {sale.cart.pending}
      </output>
      <Show
        when={sale.cart.cardPart !== null}
        fallback={
          <div class="due">
            <span class="due-label">{words().total}</span>
            <output class="due-amount money" data-testid="total">
              {formatEuro(sale.total())}
            </output>
          </div>
        }
      >
        <div class="due">
          <span class="due-label">
            {words().total} <span data-testid="total">{formatEuro(sale.total())}</span> · {words().rest}
          </span>
          <output class="due-amount money" data-testid="rest">
            {formatEuro(sale.rest())}
          </output>
        </div>
      </Show>
    </div>
  )
}
