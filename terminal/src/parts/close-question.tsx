import { formatEuro } from '@brotkasten/domain/money/cents'
import { For } from 'solid-js'
import type { CountForm } from '../state/cash/open-form.ts'
import { DENOMINATIONS, rowSum, sheetSum } from '../state/cash/sheet.ts'
import { useTill } from '../state/till.ts'
import { SubmitKey } from './submit-key.tsx'

/** What was counted, once more, before a closing makes it final. */
export function CloseQuestion(props: { readonly form: CountForm }) {
  const till = useTill()
  const words = () => till.text().cash.confirm
  const rows = () =>
    DENOMINATIONS.flatMap((value, index) => {
      const count = props.form.sheet.counts[index] ?? 0
      return count > 0 ? [{ value, count, sum: rowSum(props.form.sheet, index) }] : []
    })
  return (
    <section class="close-question">
      <h2>{words().title}</h2>
      <p>{words().counted}</p>
      <output class="due-amount money" data-testid="counted">
        {formatEuro(sheetSum(props.form.sheet))}
      </output>
      <ol class="counted-rows">
        <For each={rows()}>
          {(row) => (
            <li>
              <span>
                {row.count} × {formatEuro(row.value)}
              </span>
              <span class="money">{formatEuro(row.sum)}</span>
            </li>
          )}
        </For>
      </ol>
      <p class="missing">{words().explain}</p>
      <SubmitKey label={words().close} missing={null} />
    </section>
  )
}
