import { formatAmount } from '@brotkasten/domain/money/cents'
import type { TaxSum } from '@brotkasten/domain/tax/split'
import { For } from 'solid-js'
import { useTill } from '../state/till.ts'
import { percent } from '../text/when.ts'

interface TaxTableProps {
  readonly taxes: readonly TaxSum[]
  /** Whether lines of the paper name a rate by its letter. */
  readonly letters?: boolean
}

/** Net, tax and gross of each rate. */
export function TaxTable(props: TaxTableProps) {
  const till = useTill()
  const words = () => till.text().receipt
  return (
    <table class="paper-taxes">
      <thead>
        <tr>
          <th scope="col">{words().rate}</th>
          <th scope="col">{words().net}</th>
          <th scope="col">{words().vat}</th>
          <th scope="col">{words().gross}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.taxes}>
          {(tax, index) => (
            <tr>
              <th scope="row">
                {props.letters ? `${String.fromCharCode(65 + index())} ` : ''}
                {percent(tax.rate)}
              </th>
              <td class="money">{formatAmount(tax.net)}</td>
              <td class="money">{formatAmount(tax.vat)}</td>
              <td class="money">{formatAmount(tax.gross)}</td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}
