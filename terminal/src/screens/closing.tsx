import type { Closing } from '@brotkasten/domain/closing/closing'
import { Show } from 'solid-js'
import { BackHead } from '../parts/back-head.tsx'
import { ClosingFigures } from '../parts/closing-figures.tsx'
import { ReportPaper } from '../parts/report-paper.tsx'
import { useDesk } from '../state/cash/desk.ts'
import { useTill } from '../state/till.ts'
import { dayAndTime } from '../text/when.ts'

/** The Z report of the last closing. */
export function ClosingScreen(props: { readonly from: 'sale' | 'cash' }) {
  const till = useTill()
  const desk = useDesk()
  const words = () => till.text().cash.report
  const head = (closing: Closing) =>
    [
      [words().zNumber, String(closing.zNumber)],
      [words().businessDate, closing.businessDate.split('-').toReversed().join('.')],
      [words().closedAt, dayAndTime(new Date(closing.closedAt), closing.branch.zone)],
      [words().register, closing.registerName],
      [words().serial, closing.registerSerial],
      [words().operator, closing.operatorNumber],
    ] as const
  return (
    <main class="page">
      <Show when={desk.lastClosing()} fallback={<p class="page-empty">{till.text().cash.noClosing}</p>}>
        {(closing) => (
          <>
            <BackHead
              title={words().z(closing().zNumber)}
              label={props.from === 'sale' ? till.text().backToSale : till.text().cash.backToCash}
              onBack={() => till.show({ name: props.from })}
            />
            <div class="receipt">
              <ReportPaper
                title={words().z(closing().zNumber)}
                totals={closing().totals}
                head={head(closing())}
              />
              <ClosingFigures closing={closing()} />
            </div>
          </>
        )}
      </Show>
    </main>
  )
}
