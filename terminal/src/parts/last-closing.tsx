import { formatEuro } from '@brotkasten/domain/money/cents'
import { Show } from 'solid-js'
import { useDesk } from '../state/cash/desk.ts'
import { factsOf } from '../state/cash/report.ts'
import { useTill } from '../state/till.ts'
import { dayAndTime } from '../text/when.ts'
import { Icon } from './icon.tsx'

/** The last closing of this register, one tap away. */
export function LastClosing() {
  const till = useTill()
  const desk = useDesk()
  const words = () => till.text().cash
  const closing = () => {
    const last = desk.lastClosing()
    return last?.registerId === till.terminal()?.registerId ? last : null
  }
  return (
    <section class="last-closing" aria-label={words().lastClosing}>
      <h2>{words().lastClosing}</h2>
      <Show when={closing()} fallback={<p>{words().noClosing}</p>}>
        {(last) => (
          <button
            type="button"
            class="receipt-row"
            onClick={() => till.show({ name: 'closing', from: 'cash' })}
          >
            <Icon name="receipt" />
            <span class="receipt-row-number">{words().report.z(last().zNumber)}</span>
            <span class="receipt-row-facts">
              {dayAndTime(new Date(last().closedAt), last().branch.zone)}
              <small>{till.text().receipts.operator(last().operatorNumber)}</small>
            </span>
            <span class="receipt-row-gross money">{formatEuro(factsOf(last().totals).gross)}</span>
          </button>
        )}
      </Show>
    </section>
  )
}
