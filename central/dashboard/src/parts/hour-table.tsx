import { formatEuro } from '@brotkasten/domain/money/cents'
import { For } from 'solid-js'
import { dayTotals, type Hour } from '../state/revenue.ts'
import { useSettings } from '../state/settings.tsx'
import { countText } from '../state/times.ts'

/** The chart's figures in numbers. */
export function HourTable(props: {
  hours: readonly Hour[]
  caption: string
  rangeOf: (hour: number) => string
}) {
  const { text, language } = useSettings()
  const totals = () => dayTotals(props.hours)
  const share = (gross: number) =>
    totals().gross === 0 ? '–' : `${Math.round((gross / totals().gross) * 100)} %`
  return (
    <table class="hours">
      <caption class="hidden">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{text().revenue.hour}</th>
          <th scope="col">{text().revenue.total}</th>
          <th scope="col">{text().revenue.share}</th>
          <th scope="col">{text().revenue.receipts}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.hours}>
          {(hour) => (
            <tr>
              <th scope="row">{props.rangeOf(hour.hour)}</th>
              <td>{formatEuro(hour.gross)}</td>
              <td>{share(hour.gross)}</td>
              <td>{countText(hour.receipts, language())}</td>
            </tr>
          )}
        </For>
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{text().revenue.sum}</th>
          <td>{formatEuro(totals().gross)}</td>
          <td />
          <td>{countText(totals().receipts, language())}</td>
        </tr>
      </tfoot>
    </table>
  )
}
