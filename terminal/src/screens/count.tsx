import { formatEuro } from '@brotkasten/domain/money/cents'
import { Show } from 'solid-js'
import { BackHead } from '../parts/back-head.tsx'
import { CloseQuestion } from '../parts/close-question.tsx'
import { CountPad, CountRows } from '../parts/count-sheet.tsx'
import { SubmitKey } from '../parts/submit-key.tsx'
import { useDesk } from '../state/cash/desk.ts'
import type { CountForm } from '../state/cash/open-form.ts'
import { counted, type SheetKey, sheetSum } from '../state/cash/sheet.ts'
import { useTill } from '../state/till.ts'

/** Counts the drawer, for the float or blind for a closing: what should be in it is not known here. */
export function CountScreen(props: { readonly form: CountForm }) {
  const till = useTill()
  const desk = useDesk()
  const words = () => till.text().cash
  const press = (key: SheetKey) =>
    desk.edit('count', (form) => ({ ...form, sheet: counted(form.sheet, key) }))
  const asks = () => props.form.purpose === 'closing' && props.form.phase !== 'keying'
  return (
    <main class="page">
      <BackHead
        title={words().tasks[props.form.purpose]}
        label={asks() ? words().confirm.recount : words().cancel}
        disabled={desk.sending()}
        onBack={desk.back}
      />
      <Show when={!asks()} fallback={<CloseQuestion form={props.form} />}>
        <div class="count">
          <CountRows sheet={props.form.sheet} onKey={press} />
          <section class="desk-side">
            <div class="due">
              <span class="due-label">{words().count.sum}</span>
              <output class="due-amount money" data-testid="counted">
                {formatEuro(sheetSum(props.form.sheet))}
              </output>
            </div>
            <CountPad sheet={props.form.sheet} onKey={press} />
            <SubmitKey
              label={props.form.purpose === 'float' ? words().count.bookFloat : words().count.done}
              missing={desk.complete() ? null : words().missing.count}
            />
          </section>
        </div>
      </Show>
    </main>
  )
}
