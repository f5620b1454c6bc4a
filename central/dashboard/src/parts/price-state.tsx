import { formatEuro } from '@brotkasten/domain/money/cents'
import { Match, Show, Switch } from 'solid-js'
import { changePercent, isDirty, type PriceEdit, priceOf } from '../state/price-edit.ts'
import { type PriceKey, usePrices } from '../state/prices-context.tsx'
import { useText } from '../state/settings.tsx'
import { Badge } from './badge.tsx'

/** What became of a changed price, and the two ways on while it is unsaved. */
export function PriceState(props: { at: PriceKey; edit: PriceEdit }) {
  const prices = usePrices()
  const text = useText()
  const percent = () => {
    const change = changePercent(props.edit)
    if (change === null || change === 0) return null
    return change > 0 ? `+${change} %` : `−${-change} %`
  }
  return (
    <div class="price-state" aria-live="polite">
      <Switch>
        <Match when={props.edit.phase === 'saving'}>
          <span class="muted">{text().articles.saving}</span>
        </Match>
        <Match when={isDirty(props.edit)}>
          <button
            type="button"
            class="button primary small"
            disabled={priceOf(props.edit.draft) === null}
            onClick={() => void prices.save(props.at)}
          >
            {text().articles.save}
          </button>
          <button
            type="button"
            class="button small"
            onClick={() => prices.change(props.at, { type: 'reverted' })}
          >
            {text().articles.revert}
          </button>
          <span class="price-words" data-tone={props.edit.message ? 'bad' : 'warn'}>
            {props.edit.message ?? text().articles.unsaved(percent())}
            <Show when={props.edit.overtaken}>
              <span class="sub">{text().articles.overtaken(formatEuro(props.edit.saved.takeaway))}</span>
            </Show>
          </span>
        </Match>
        <Match when={props.edit.phase === 'stored'}>
          <Badge tone="ok" icon="online" text={text().articles.stored(props.edit.branches)} />
        </Match>
      </Switch>
    </div>
  )
}
