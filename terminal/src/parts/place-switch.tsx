import type { Place } from '@brotkasten/domain/tax/category'
import { For } from 'solid-js'
import { useSale } from '../state/sale.ts'
import { useTill } from '../state/till.ts'
import { Icon } from './icon.tsx'

const PLACES: readonly Place[] = ['takeaway', 'dineIn']

/** Takeaway or dine-in for the whole receipt, in words and colour. */
export function PlaceSwitch() {
  const till = useTill()
  const sale = useSale()
  return (
    <fieldset class="place-switch" aria-label={till.text().place.label}>
      <For each={PLACES}>
        {(place) => (
          <button
            type="button"
            class={`place-key place-${place}`}
            aria-pressed={sale.cart.place === place}
            onClick={() => sale.press({ type: 'receiptPlace', place })}
          >
            <Icon name={place === 'dineIn' ? 'cup' : 'bag'} />
            {till.text().place[place]}
          </button>
        )}
      </For>
    </fieldset>
  )
}
