import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import { useSale } from '../state/sale.ts'
import { useTill } from '../state/till.ts'
import { ArticleKey } from './article-key.tsx'
import { Icon } from './icon.tsx'
import { SearchPanel } from './search-panel.tsx'

const SLOTS = Array.from({ length: 30 }, (_, slot) => slot)

/** Pages of article keys; every key keeps its place, so a new price changes the key under the finger, not its spot. */
export function KeyPages() {
  const till = useTill()
  const sale = useSale()
  const [pageId, setPageId] = createSignal<string | null>(null)
  const pages = () => till.catalogue()?.pages ?? []
  const page = () => pages().find((candidate) => candidate.id === pageId()) ?? pages()[0]
  const byId = createMemo(() => new Map(till.catalogue()?.articles.map((article) => [article.id, article])))
  const articleAt = (slot: number) => {
    const article = byId().get(page()?.keys[slot] ?? '')
    return article?.onSale ? article : null
  }
  const open = (id: string) => {
    sale.setSearching(false)
    setPageId(id)
  }
  // Every customer begins on the first page.
  createEffect(
    on(
      () => sale.cart.phase.kind,
      (phase) => phase === 'done' && setPageId(null),
    ),
  )
  return (
    <section class="pages">
      <nav class="tabs" aria-label={till.text().sale.pages}>
        <For each={pages()}>
          {(tab) => (
            <button
              type="button"
              class="tab"
              aria-pressed={!sale.searching() && tab.id === page()?.id}
              onClick={() => open(tab.id)}
            >
              {tab.name}
            </button>
          )}
        </For>
        <button
          type="button"
          class="tab tab-search"
          aria-pressed={sale.searching()}
          onClick={() => sale.setSearching(!sale.searching())}
        >
          <Icon name="search" /> {till.text().sale.search}
        </button>
      </nav>
      <Show when={!sale.searching()} fallback={<SearchPanel />}>
        <fieldset class="keys" aria-label={till.text().sale.keys}>
          <For each={SLOTS}>
            {(slot) => (
              <Show when={articleAt(slot)} fallback={<span class="no-key" />}>
                {(article) => <ArticleKey article={article()} />}
              </Show>
            )}
          </For>
        </fieldset>
      </Show>
    </section>
  )
}
