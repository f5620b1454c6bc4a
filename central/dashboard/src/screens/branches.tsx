import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { Badge } from '../parts/badge.tsx'
import { BranchTable } from '../parts/branch-table.tsx'
import { Choose } from '../parts/choose.tsx'
import { Headline } from '../parts/headline.tsx'
import { Empty, Failed, Loading } from '../parts/notice.tsx'
import { Search } from '../parts/search.tsx'
import { Segmented } from '../parts/segmented.tsx'
import { useLive } from '../state/live-context.tsx'
import { useText } from '../state/settings.tsx'
import { SORTINGS, type Sorting, searchRows, sortRows, troublesOf } from '../state/trouble.ts'

type Filter = 'all' | 'trouble'

/** All branches as they are now: what was sold, who is reachable, what needs somebody. */
export function BranchesScreen() {
  const { live, problem, refresh } = useLive()
  const text = useText()
  const [sorting, setSorting] = createSignal<Sorting>('trouble')
  const [filter, setFilter] = createSignal<Filter>('all')
  const [search, setSearch] = createSignal('')

  const asOf = () => live.asOf ?? ''
  const troubled = createMemo(() => live.rows.filter((row) => troublesOf(row, asOf()).length > 0))
  const shown = createMemo(() => {
    const chosen = filter() === 'trouble' ? troubled() : live.rows
    return sortRows(searchRows(chosen, search()), sorting(), asOf())
  })
  const failed = () => (live.asOf === null ? problem() : null)
  const reset = () => {
    setSearch('')
    setFilter('all')
  }

  return (
    <>
      <h1>{text().branches.title}</h1>
      <Switch fallback={<Loading lines={10} />}>
        <Match when={failed()}>{(why) => <Failed problem={why()} onRetry={() => void refresh()} />}</Match>
        <Match when={live.asOf !== null && live.rows.length === 0}>
          <Empty icon="branches" title={text().branches.emptyTitle} text={text().branches.emptyText} />
        </Match>
        <Match when={live.asOf !== null}>
          <Headline />
          <section class="card" aria-label={text().nav.branches}>
            <div class="toolbar">
              <Badge
                tone={troubled().length > 0 ? 'warn' : 'ok'}
                icon={troubled().length > 0 ? 'alert' : 'online'}
                text={
                  troubled().length > 0
                    ? text().branches.troubles(troubled().length)
                    : text().branches.allWell
                }
              />
              <div class="toolbar-end">
                <Search label={text().branches.search} value={search()} onInput={setSearch} />
                <Segmented
                  legend={text().branches.filter}
                  options={[
                    { value: 'all', label: `${text().branches.all} ${live.rows.length}` },
                    { value: 'trouble', label: `${text().branches.onlyTrouble} ${troubled().length}` },
                  ]}
                  value={filter()}
                  onChange={setFilter}
                />
                <Choose
                  label={text().branches.sortBy}
                  options={SORTINGS.map((value) => ({ value, label: text().branches.sorting[value] }))}
                  value={sorting()}
                  onChange={setSorting}
                />
              </div>
            </div>
            <Show
              when={shown().length > 0}
              fallback={
                <div class="nothing" role="status">
                  {text().branches.nothingFound}{' '}
                  <button type="button" class="button" onClick={reset}>
                    {text().branches.reset}
                  </button>
                </div>
              }
            >
              <BranchTable rows={shown()} sorting={sorting()} onSort={setSorting} />
            </Show>
          </section>
        </Match>
      </Switch>
    </>
  )
}
