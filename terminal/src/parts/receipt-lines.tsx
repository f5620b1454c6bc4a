import { type Cents, cents, formatAmount, sumCents } from '@brotkasten/domain/money/cents'
import { formatQuantity } from '@brotkasten/domain/money/quantity'
import type { Receipt, ReceiptLine } from '@brotkasten/domain/receipt/receipt'
import { For, Show } from 'solid-js'
import { useTill } from '../state/till.ts'

/** Lines of a receipt with the letter of their tax rate and every deduction. */
export function ReceiptLines(props: { readonly receipt: Receipt }) {
  const till = useTill()
  const words = () => till.text().receipt
  const letter = (line: ReceiptLine) => {
    const index = props.receipt.taxes.findIndex((tax) => tax.vatKey === line.vatKey && tax.rate === line.rate)
    return String.fromCharCode(65 + Math.max(index, 0))
  }
  const receiptDiscount = () => sumCents(props.receipt.lines.map((line) => line.receiptDiscount))
  const Deduction = (deduction: { readonly words: string; readonly amount: Cents }) => (
    <Show when={deduction.amount > 0}>
      <p class="paper-deduction">
        {deduction.words} <span class="money">{formatAmount(cents(0 - deduction.amount))}</span>
      </p>
    </Show>
  )
  return (
    <ol class="paper-lines">
      <For each={props.receipt.lines}>
        {(line) => (
          <li>
            <p class="paper-line">
              <span>{line.name}</span>
              <span class="money">{formatAmount(line.base)}</span>
              <span>{letter(line)}</span>
            </p>
            <p class="paper-detail">
              {formatQuantity(line.quantity)} × {formatAmount(line.unitPrice)}
              <Show when={line.place === 'dineIn'}> · {till.text().place.dineIn}</Show>
            </p>
            <Deduction words={words().lineDiscount} amount={line.lineDiscount} />
          </li>
        )}
      </For>
      <li>
        <Deduction words={words().receiptDiscount} amount={receiptDiscount()} />
      </li>
    </ol>
  )
}
