import { createEffect, createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { api } from '../client/api.ts'
import { ArticleTable } from '../parts/article-table.tsx'
import { Choose } from '../parts/choose.tsx'
import { Empty, Failed, Loading } from '../parts/notice.tsx'
import { Search } from '../parts/search.tsx'
import { Segmented } from '../parts/segmented.tsx'
import { UnsavedBar } from '../parts/unsaved-bar.tsx'
import { groupArticles } from '../state/articles.ts'
import { createLoad } from '../state/load.ts'
import { usePrices } from '../state/prices-context.tsx'
import { useText } from '../state/settings.tsx'

/** More lists than this no longer fit side by side. */
const SIDE_BY_SIDE = 3

/** The articles of one price list with their prices, to be changed in place. */
export function ArticlesScreen() {
  const prices = usePrices()
  const text = useText()
  const [wanted, setWanted] = createSignal<string | null>(null)
  const [search, setSearch] = createSignal('')
  const articles = createLoad(() => api.articles(wanted()))
  createEffect(() => {
    const answer = articles.value()
    if (answer) prices.take(answer.list ?? '', answer.articles)
  })

  const listId = () => articles.value()?.list ?? ''
  const lists = createMemo(() =>
    (articles.value()?.lists ?? []).map(({ id, name }) => ({ value: id, label: name })),
  )
  const groups = createMemo(() => {
    const answer = articles.value()
    return answer ? groupArticles(answer, search()) : []
  })
  const count = () => groups().reduce((sum, group) => sum + group.articles.length, 0)

  return (
    <>
      <h1>{text().articles.title}</h1>
      <Switch fallback={<Loading lines={12} />}>
        <Match when={articles.busy() ? null : articles.problem()}>
          {(why) => <Failed problem={why()} onRetry={articles.reload} />}
        </Match>
        <Match when={articles.value()}>
          {(answer) => (
            <section class="card">
              <div class="toolbar">
                <Show
                  when={lists().length <= SIDE_BY_SIDE}
                  fallback={
                    <Choose
                      label={text().articles.list}
                      options={lists()}
                      value={listId()}
                      onChange={setWanted}
                    />
                  }
                >
                  <Segmented
                    legend={text().articles.list}
                    options={lists()}
                    value={listId()}
                    onChange={setWanted}
                  />
                </Show>
                <Search label={text().articles.search} value={search()} onInput={setSearch} />
                <span class="muted" role="status">
                  {text().articles.count(count())}
                </span>
                <span class="toolbar-end muted keys">
                  {prices.mayChange() ? text().articles.keys : text().articles.readOnly}
                </span>
              </div>
              <Show when={answer().articles.length === 0}>
                <Empty icon="articles" title={text().articles.emptyTitle} text={text().articles.emptyText} />
              </Show>
              <Show when={answer().articles.length > 0 && count() === 0}>
                <div class="nothing">
                  {text().articles.nothingFound(search().trim())}{' '}
                  <button type="button" class="button" onClick={() => setSearch('')}>
                    {text().articles.clear}
                  </button>
                </div>
              </Show>
              <div aria-busy={articles.busy()} class="stale-while-busy">
                <Show when={count() > 0}>
                  <ArticleTable groups={groups()} listId={listId()} />
                </Show>
              </div>
            </section>
          )}
        </Match>
      </Switch>
      <Show when={prices.dirty().length > 1}>
        <UnsavedBar />
      </Show>
    </>
  )
}
