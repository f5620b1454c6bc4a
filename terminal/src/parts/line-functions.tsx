import type { Permission } from '@brotkasten/domain/staff/role'
import { For, Show } from 'solid-js'
import type { KeyEvent } from '../state/cart/key-event.ts'
import { useSale } from '../state/sale.ts'
import { useTill } from '../state/till.ts'
import { Icon, type IconName } from './icon.tsx'

interface LineFunction {
  readonly event: KeyEvent
  readonly word: 'minus' | 'plus' | 'quantity' | 'lineDiscount' | 'remove'
  readonly icon?: IconName
  readonly needs?: Permission
}

const FUNCTIONS: readonly LineFunction[] = [
  { event: { type: 'minus' }, word: 'minus', icon: 'minus' },
  { event: { type: 'plus' }, word: 'plus', icon: 'plus' },
  { event: { type: 'multiply' }, word: 'quantity', icon: 'times' },
  { event: { type: 'lineDiscount' }, word: 'lineDiscount', needs: 'discount' },
  { event: { type: 'remove' }, word: 'remove', icon: 'bin' },
]
const WORDLESS = new Set(['minus', 'plus'])

/** What can be done to the selected line. */
export function LineFunctions() {
  const till = useTill()
  const sale = useSale()
  return (
    <fieldset class="functions" aria-label={till.text().sale.functions}>
      <For each={FUNCTIONS.filter(({ needs }) => needs === undefined || till.allows(needs))}>
        {({ event, word, icon }) => (
          <button
            type="button"
            class="function-key"
            aria-label={till.text().sale[word]}
            disabled={sale.cart.selectedId === null || sale.cart.phase.kind !== 'keying'}
            onClick={() => sale.press(event)}
          >
            <Show when={icon}>{(name) => <Icon name={name()} />}</Show>
            <Show when={!WORDLESS.has(word)}>{till.text().sale[word]}</Show>
          </button>
        )}
      </For>
    </fieldset>
  )
}
