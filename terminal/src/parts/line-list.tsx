import { cents, formatEuro } from '@brotkasten/domain/money/cents'
import { For, Show } from 'solid-js'
import { useSale } from '../state/sale.ts'
import { useTill } from '../state/till.ts'
import { percent } from '../text/when.ts'
import { LineRow } from './line-row.tsx'

/** What is on the receipt so far. */
export function LineList() {
  const till = useTill()
  const sale = useSale()
  const receiptDiscount = () => {
    const { discount } = sale.cart
    if (discount === null) return null
    const sum = sale.priced()?.lines.reduce((total, line) => total + line.receiptDiscount, 0) ?? 0
    return { words: discount.kind === 'percent' ? percent(discount.basisPoints) : '', sum }
  }
  return (
    <section class="lines" aria-label={till.text().sale.lines}>
      <Show
        when={sale.cart.lines.length > 0}
        fallback={
          <p class="lines-empty">
            <strong>{till.text().sale.empty}</strong>
            {till.text().sale.emptyMore}
          </p>
        }
      >
        <ol>
          <For each={sale.cart.lines}>{(line) => <LineRow line={line} />}</For>
        </ol>
        <Show when={receiptDiscount()}>
          {(discount) => (
            <p class="lines-discount">
              {till.text().sale.receiptDiscountLine(discount().words)}
              <span class="money">{formatEuro(cents(0 - discount().sum))}</span>
            </p>
          )}
        </Show>
      </Show>
    </section>
  )
}
