import { formatEuro } from '@brotkasten/domain/money/cents'
import { formatQuantity, thousandths } from '@brotkasten/domain/money/quantity'
import type { ReceiptLine } from '@brotkasten/domain/receipt/receipt'
import { For } from 'solid-js'
import { useDesk } from '../state/cash/desk.ts'
import type { RefundForm } from '../state/cash/open-form.ts'
import { allOrNone, lineStepped, lineSum } from '../state/cash/refund-form.ts'
import { useTill } from '../state/till.ts'
import { Icon } from './icon.tsx'

/** The lines of a sale, each with how much of it comes back. */
export function RefundLines(props: { readonly form: RefundForm }) {
  const till = useTill()
  const desk = useDesk()
  const words = () => till.text().cash.refund
  const choose = (which: 'all' | 'none') => desk.edit('refund', (form) => allOrNone(form, which))
  return (
    <section class="refund-side" aria-label={words().lines}>
      <header class="refund-head">
        <h2>{words().lines}</h2>
        <button type="button" class="action" onClick={() => choose('all')}>
          {words().all}
        </button>
        <button type="button" class="action" onClick={() => choose('none')}>
          {words().none}
        </button>
      </header>
      <ol class="lines">
        <For each={props.form.sale.lines}>
          {(line, index) => <RefundLine form={props.form} line={line} index={index()} />}
        </For>
      </ol>
    </section>
  )
}

interface RefundLineProps {
  readonly form: RefundForm
  readonly line: ReceiptLine
  readonly index: number
}

function RefundLine(props: RefundLineProps) {
  const till = useTill()
  const desk = useDesk()
  const quantity = () => props.form.quantities[props.index] ?? 0
  const step = (by: 1 | -1) => desk.edit('refund', (form) => lineStepped(form, props.index, by))
  const label = (word: 'plus' | 'minus') => `${props.line.name}: ${till.text().sale[word]}`
  return (
    <li class="refund-line" data-testid="refund-line" classList={{ stays: quantity() === 0 }}>
      <span class="line-name">
        {props.line.name}
        <small>{till.text().sale.each(formatEuro(props.line.unitPrice))}</small>
      </span>
      <button
        type="button"
        class="step"
        aria-label={label('minus')}
        disabled={quantity() === 0}
        onClick={() => step(-1)}
      >
        <Icon name="minus" />
      </button>
      <span class="refund-quantity">
        {formatQuantity(thousandths(quantity()))}
        <small>{till.text().cash.refund.ofSold(formatQuantity(props.line.quantity))}</small>
      </span>
      <button
        type="button"
        class="step"
        aria-label={label('plus')}
        disabled={quantity() >= props.line.quantity}
        onClick={() => step(1)}
      >
        <Icon name="plus" />
      </button>
      <span class="line-amount money">{formatEuro(lineSum(props.form, props.line.id))}</span>
    </li>
  )
}
