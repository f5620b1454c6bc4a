import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { useSale } from '../state/sale.ts'
import { search } from '../state/search.ts'
import { useTill } from '../state/till.ts'
import { ArticleKey } from './article-key.tsx'
import { Icon } from './icon.tsx'
import { LetterPad } from './letter-pad.tsx'
import { LETTER_ROWS } from './letter-rows.ts'

const MAX_RESULTS = 12

/** Finds an article by name or number, in the place of the keys; the receipt stays in sight. */
export function SearchPanel() {
  const till = useTill()
  const sale = useSale()
  const [typed, setTyped] = createSignal('')
  const words = () => till.text().sale
  const found = () => search(till.catalogue()?.articles ?? [], typed()).slice(0, MAX_RESULTS)
  const add = (key: string) => setTyped((text) => text + key.toLowerCase())
  const erase = () => setTyped((text) => text.slice(0, -1))

  onMount(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key === 'Backspace') erase()
      else if (event.key === 'Escape') sale.setSearching(false)
      else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) add(event.key)
    }
    document.addEventListener('keydown', listener)
    onCleanup(() => document.removeEventListener('keydown', listener))
  })
  return (
    <section class="search" aria-label={words().search}>
      <output class="search-typed" classList={{ prompt: typed() === '' }}>
        {typed() === '' ? words().searchPrompt : typed()}
      </output>
      <div class="search-found">
        <Show
          when={found().length > 0 || typed() === ''}
          fallback={<p class="search-none">{words().searchNothing(typed())}</p>}
        >
          <For each={found()}>{(article) => <ArticleKey article={article} />}</For>
        </Show>
      </div>
      <LetterPad rows={LETTER_ROWS} onKey={add} label={words().search}>
        <button type="button" class="pad-key pad-wide" onClick={erase}>
          <Icon name="erase" /> {till.text().deleteKey}
        </button>
        <button type="button" class="pad-key pad-wide" onClick={() => add(' ')}>
          {words().space}
        </button>
        <button type="button" class="pad-key pad-wide" onClick={() => sale.setSearching(false)}>
          {words().closeSearch}
        </button>
      </LetterPad>
    </section>
  )
}
