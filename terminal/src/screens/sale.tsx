import { onCleanup, onMount, Show } from 'solid-js'
import { ChangePanel } from '../parts/change-panel.tsx'
import { KeyPages } from '../parts/key-pages.tsx'
import { LineFunctions } from '../parts/line-functions.tsx'
import { LineList } from '../parts/line-list.tsx'
import { NoteBar } from '../parts/note-bar.tsx'
import { NumberPad } from '../parts/number-pad.tsx'
import { PayKeys } from '../parts/pay-keys.tsx'
import { SaleHead } from '../parts/sale-head.tsx'
import { TotalBar } from '../parts/total-bar.tsx'
import { onKeyboard } from '../state/keyboard.ts'
import { useSale } from '../state/sale.ts'

/** Selling and paying on one screen: the receipt to the left, what it is made of to the right. */
export function SaleScreen() {
  const sale = useSale()
  const done = () => (sale.cart.phase.kind === 'done' ? sale.cart.phase : null)
  onMount(() => {
    const listener = (event: KeyboardEvent) => onKeyboard(event, sale)
    document.addEventListener('keydown', listener)
    onCleanup(() => document.removeEventListener('keydown', listener))
  })
  return (
    <main class="sale">
      <section class="slip">
        <SaleHead />
        <Show
          when={done()}
          fallback={
            <>
              <LineList />
              <NoteBar />
              <LineFunctions />
              <TotalBar />
            </>
          }
        >
          {(paid) => <ChangePanel paid={paid()} />}
        </Show>
        <div class="pad">
          <NumberPad />
          <PayKeys />
        </div>
      </section>
      <KeyPages />
    </main>
  )
}
