import { formatEuro } from '@brotkasten/domain/money/cents'
import type { BusinessDate } from '@brotkasten/domain/time/business-date'
import { createMemo, Show } from 'solid-js'
import type { Revenue } from '../client/shapes.ts'
import { useLive } from '../state/live-context.tsx'
import { dayTotals, saleRange } from '../state/revenue.ts'
import { useSettings } from '../state/settings.tsx'
import { countText, dayText } from '../state/times.ts'
import { Completeness } from './completeness.tsx'
import { Figure } from './figure.tsx'
import { HourChart } from './hour-chart.tsx'
import { HourTable } from './hour-table.tsx'
import { Empty } from './notice.tsx'

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

/** Figures of one day: sums, then hour by hour as bars or numbers. */
export function DayRevenue(props: { day: Revenue; today: BusinessDate; view: 'chart' | 'table' }) {
  const { live } = useLive()
  const { text, language } = useSettings()
  const hours = createMemo(() => saleRange(props.day.hours))
  const totals = createMemo(() => dayTotals(hours()))
  const rangeOf = (hour: number) =>
    text().revenue.hourRange(clock(hour).slice(0, 2), clock((hour + 1) % 24).slice(0, 2))
  const day = () => dayText(props.day.date, language())
  const label = () => {
    const last = hours().at(-1)?.hour ?? 0
    return text().revenue.chartLabel(
      day(),
      clock(hours()[0]?.hour ?? 0),
      clock((last + 1) % 24),
      formatEuro(totals().gross),
    )
  }
  /** "Nothing was sold" is only true where everything is known. */
  const empty = () => {
    const words = text().revenue
    return props.day.completeFor < props.day.of
      ? { title: words.unknownTitle, text: words.unknownText }
      : { title: words.emptyTitle, text: words.emptyText }
  }

  return (
    <>
      <div class="day-head">
        <h2>{day()}</h2>
        <Completeness
          completeFor={props.day.completeFor}
          of={props.day.of}
          asOf={props.day.date === props.today ? live.asOf : null}
        />
      </div>
      <Show
        when={hours().length > 0}
        fallback={<Empty icon="revenue" title={empty().title} text={empty().text} />}
      >
        <dl class="figures">
          <Figure label={text().revenue.total} value={formatEuro(totals().gross)} testId="day-revenue" />
          <Figure label={text().revenue.receipts} value={countText(totals().receipts, language())} />
          <Show when={totals().average}>
            {(average) => <Figure label={text().revenue.average} value={formatEuro(average())} />}
          </Show>
          <Show when={totals().best}>
            {(best) => (
              <Figure
                label={text().revenue.best}
                value={rangeOf(best().hour)}
                hint={<span class="sub">{formatEuro(best().gross)}</span>}
              />
            )}
          </Show>
        </dl>
        <Show
          when={props.view === 'chart'}
          fallback={<HourTable hours={hours()} caption={label()} rangeOf={rangeOf} />}
        >
          <HourChart hours={hours()} label={label()} rangeOf={rangeOf} />
        </Show>
      </Show>
    </>
  )
}
