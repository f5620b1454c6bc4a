import { usePrices } from '../state/prices-context.tsx'
import { useText } from '../state/settings.tsx'

/** Several open drafts at once, also on the other list: one place to save or drop them all. */
export function UnsavedBar() {
  const prices = usePrices()
  const text = useText()
  return (
    <div class="unsaved-bar" role="status">
      <span>{text().articles.unsavedCount(prices.dirty().length)}</span>
      <button type="button" class="button" onClick={() => prices.revertAll()}>
        {text().articles.revertAll}
      </button>
      <button type="button" class="button primary" onClick={() => void prices.saveAll()}>
        {text().articles.saveAll}
      </button>
    </div>
  )
}
