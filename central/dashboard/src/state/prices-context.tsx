import { onCleanup, untrack } from 'solid-js'
import { createStore } from 'solid-js/store'
import { api } from '../client/api.ts'
import type { PricedArticle } from '../client/shapes.ts'
import { problemText } from '../text/problem.ts'
import { createRequired } from './context.tsx'
import { useLive } from './live-context.tsx'
import {
  applyPrice,
  isDirty,
  newEdit,
  type PriceEdit,
  type PriceEvent,
  priceOf,
  type Saved,
} from './price-edit.ts'
import { mayChangePrices } from './rights.ts'
import { useSession } from './session.tsx'
import { useText } from './settings.tsx'

export type PriceKey = { readonly listId: string; readonly articleId: string }
const nameOf = (key: PriceKey): string => `${key.listId}\n${key.articleId}`
const keyOf = (name: string): PriceKey => {
  const [listId = '', articleId = ''] = name.split('\n')
  return { listId, articleId }
}

/** Prices being edited. They live above the screens, so that changing screen or list loses no draft. */
function createPrices() {
  const { watch, user } = useSession()
  const text = useText()
  const [edits, setEdits] = createStore<Record<string, PriceEdit>>({})

  const change = (key: PriceKey, event: PriceEvent) => {
    const edit = edits[nameOf(key)]
    if (edit) setEdits(nameOf(key), applyPrice(edit, event))
  }
  const hear = (key: PriceKey, saved: Saved) => {
    if (edits[nameOf(key)]) change(key, { type: 'heard', saved })
    else setEdits(nameOf(key), newEdit(saved))
  }
  const dirty = (): readonly PriceKey[] =>
    Object.keys(edits).flatMap((name) => (edits[name] && isDirty(edits[name]) ? [keyOf(name)] : []))

  const save = async (key: PriceKey) => {
    const edit = edits[nameOf(key)]
    const value = edit && priceOf(edit.draft)
    if (!value || edit.phase === 'saving') return
    if (!isDirty(edit)) return change(key, { type: 'reverted' })
    change(key, { type: 'saving' })
    const answer = await watch(api.setPrice(key.listId, key.articleId, value))
    if (answer.ok) change(key, { type: 'stored', saved: value, branches: answer.value.branches })
    else change(key, { type: 'refused', message: problemText(answer.error, text()) })
  }

  useLive().onEvent((event) => {
    if (event.name !== 'prices') return
    const { listId, articleId, takeaway, dineIn } = event.data
    hear({ listId, articleId }, { takeaway, dineIn })
  })
  const stay = (event: BeforeUnloadEvent) => {
    if (dirty().length > 0) event.preventDefault()
  }
  window.addEventListener('beforeunload', stay)
  onCleanup(() => window.removeEventListener('beforeunload', stay))

  return {
    mayChange: () => {
      const who = user()
      return who !== null && mayChangePrices(who)
    },
    edit: (key: PriceKey): PriceEdit | undefined => edits[nameOf(key)],
    dirty,
    change,
    save,
    saveAll: async () => {
      for (const key of dirty()) await save(key)
    },
    revertAll: () => {
      for (const key of dirty()) change(key, { type: 'reverted' })
    },
    /** Takes over what the centre answered for a list. */
    take: (listId: string, articles: readonly PricedArticle[]) =>
      // Reading the drafts here must not make the caller depend on them: it would take over old prices at each key.
      untrack(() => {
        for (const { id, takeaway, dineIn } of articles) hear({ listId, articleId: id }, { takeaway, dineIn })
      }),
  }
}

export const [PricesProvider, usePrices] = createRequired('prices', createPrices)
