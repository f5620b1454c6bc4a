import { Show } from 'solid-js'
import { useTill } from '../state/till.ts'
import { Icon } from './icon.tsx'
import { PlaceSwitch } from './place-switch.tsx'

/** Above the receipt: where it is eaten, the last receipts, the cash desk, and who is selling. */
export function SaleHead() {
  const till = useTill()
  return (
    <header class="sale-head">
      <Show when={till.catalogue()?.branch.hasSeats}>
        <PlaceSwitch />
      </Show>
      <button type="button" class="head-key" onClick={() => till.show({ name: 'receipts' })}>
        <Icon name="receipt" />
        {till.text().strip.receipts}
      </button>
      <button type="button" class="head-key" onClick={() => till.show({ name: 'cash' })}>
        <Icon name="drawer" />
        {till.text().strip.cash}
      </button>
      <button type="button" class="head-key" onClick={() => till.signIn(null)}>
        <Icon name="person" />
        {till.text().strip.lock}
      </button>
    </header>
  )
}
