import { formatEuro } from '@brotkasten/domain/money/cents'
import type { ReceiptView } from '@brotkasten/domain/wire/till'
import { For, Show } from 'solid-js'
import { useTill } from '../state/till.ts'
import { dayAndTime } from '../text/when.ts'
import { ReceiptLines } from './receipt-lines.tsx'
import { TaxTable } from './tax-table.tsx'

/** The receipt as the customer gets it (§ 6 KassenSichV, § 14 UStG). */
export function ReceiptPaper(props: { readonly view: ReceiptView }) {
  const till = useTill()
  const words = () => till.text().receipt
  const receipt = () => props.view.receipt
  const branch = () => props.view.branch
  return (
    <article class="paper">
      <header>
        <strong>{branch().company}</strong>
        <p>{branch().name}</p>
        <p>
          {branch().street}, {branch().postalCode} {branch().city}
        </p>
        <p>
          {words().taxNumber} {branch().taxNumber}
          <Show when={branch().vatId}>{(id) => ` · ${words().vatId} ${id()}`}</Show>
        </p>
      </header>
      <ReceiptLines receipt={receipt()} />
      <p class="paper-total">
        {words().total} <span class="money">{formatEuro(receipt().gross)}</span>
      </p>
      <dl class="paper-pairs">
        <For each={receipt().payments}>
          {(payment) => (
            <div>
              <dt>{words()[payment.kind]}</dt>
              <dd class="money">{formatEuro(payment.amount)}</dd>
            </div>
          )}
        </For>
        <Show when={receipt().given > 0}>
          <div>
            <dt>{words().given}</dt>
            <dd class="money">{formatEuro(receipt().given)}</dd>
          </div>
          <div>
            <dt>{words().change}</dt>
            <dd class="money">{formatEuro(receipt().change)}</dd>
          </div>
        </Show>
      </dl>
      <TaxTable taxes={receipt().taxes} letters />
      <dl class="paper-pairs paper-small">
        <div>
          <dt>{words().date}</dt>
          <dd>{dayAndTime(new Date(receipt().completedAt), branch().zone)}</dd>
        </div>
        <div>
          <dt>{till.text().receipts.number}</dt>
          <dd>{receipt().number}</dd>
        </div>
        <div>
          <dt>{words().register}</dt>
          <dd>
            {props.view.registerName} · {words().operator} {receipt().operatorNumber}
          </dd>
        </div>
        <div>
          <dt>{words().serial}</dt>
          <dd>{props.view.registerSerial}</dd>
        </div>
      </dl>
    </article>
  )
}
