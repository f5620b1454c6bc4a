import { businessDateAt } from '@brotkasten/domain/time/business-date'
import { createMemo, createSignal, Match, onCleanup, Switch } from 'solid-js'
import { api } from '../client/api.ts'
import { Choose } from '../parts/choose.tsx'
import { DayPicker } from '../parts/day-picker.tsx'
import { DayRevenue } from '../parts/day-revenue.tsx'
import { Failed, Loading } from '../parts/notice.tsx'
import { Segmented } from '../parts/segmented.tsx'
import { ZONE } from '../state/live.ts'
import { useLive } from '../state/live-context.tsx'
import { createLoad } from '../state/load.ts'
import { useText } from '../state/settings.tsx'
import { sortRows } from '../state/trouble.ts'

export type View = 'chart' | 'table'
/** Sales come in bursts; the day is asked again at most this often. */
const RELOAD_MS = 2_000

/** Revenue of one day by hour, for the chain or one branch. */
export function RevenueScreen() {
  const { live, now, onEvent } = useLive()
  const text = useText()
  const today = createMemo(() => businessDateAt(new Date(now()), ZONE))
  const [date, setDate] = createSignal(today())
  const [branch, setBranch] = createSignal('')
  const [view, setView] = createSignal<View>('chart')
  const revenue = createLoad(() => api.revenue(date(), branch() === '' ? null : branch()))

  let timer: ReturnType<typeof setTimeout> | undefined
  onEvent((event) => {
    if (event.name !== 'revenue' || event.data.date !== date()) return
    timer ??= setTimeout(() => {
      timer = undefined
      revenue.reload()
    }, RELOAD_MS)
  })
  onCleanup(() => clearTimeout(timer))

  const branches = createMemo(() => [
    { value: '', label: text().revenue.allBranches },
    ...sortRows(live.rows, 'name', '').map((row) => ({ value: row.branchId, label: row.name })),
  ])
  const failed = () => (revenue.busy() ? null : revenue.problem())

  return (
    <>
      <h1>{text().revenue.title}</h1>
      <section class="card">
        <div class="toolbar">
          <DayPicker date={date()} today={today()} onChange={setDate} />
          <Choose label={text().revenue.branch} options={branches()} value={branch()} onChange={setBranch} />
          <div class="toolbar-end">
            <Segmented
              legend={text().revenue.view}
              options={[
                { value: 'chart', label: text().revenue.chart },
                { value: 'table', label: text().revenue.table },
              ]}
              value={view()}
              onChange={setView}
            />
          </div>
        </div>
        <Switch fallback={<Loading />}>
          <Match when={failed()}>{(why) => <Failed problem={why()} onRetry={revenue.reload} />}</Match>
          <Match when={revenue.value()}>
            {(day) => (
              <div aria-busy={revenue.busy()} class="stale-while-busy">
                <DayRevenue day={day()} today={today()} view={view()} />
              </div>
            )}
          </Match>
        </Switch>
      </section>
    </>
  )
}
