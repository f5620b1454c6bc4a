import type { ReceiptView } from '@brotkasten/domain/wire/till'
import { createSignal, onMount, Show } from 'solid-js'
import { box } from '../client/box.ts'
import { BackHead } from '../parts/back-head.tsx'
import { ReceiptPaper } from '../parts/receipt-paper.tsx'
import { TseBlock } from '../parts/tse-block.tsx'
import { useTill } from '../state/till.ts'

/** One receipt with everything the law asks for: the paper, what the TSE made of it, and the code to check it. */
export function ReceiptScreen(props: { readonly id: string; readonly from: 'sale' | 'receipts' }) {
  const till = useTill()
  const known = till.lastView()
  const [view, setView] = createSignal<ReceiptView | null>(known?.receipt.id === props.id ? known : null)
  const [error, setError] = createSignal<string | null>(null)

  async function load(): Promise<void> {
    setError(null)
    const answer = await box.receipt(props.id)
    if (answer.ok) setView(answer.value)
    else setError(till.failureWords(answer.error))
  }
  onMount(() => {
    if (view() === null) void load()
  })
  const title = () => {
    const shown = view()
    return shown === null ? till.text().receipts.number : till.text().receipt.title(shown.receipt.number)
  }
  return (
    <main class="page">
      <BackHead
        title={title()}
        label={props.from === 'sale' ? till.text().backToSale : till.text().receipts.title}
        onBack={() => till.show({ name: props.from })}
      />
      <Show when={error()}>
        {(message) => (
          <div class="note note-error">
            <p>{message()}</p>
            <button type="button" class="note-key" onClick={() => void load()}>
              {till.text().retry}
            </button>
          </div>
        )}
      </Show>
      <Show when={view()}>
        {(shown) => (
          <div class="receipt">
            <ReceiptPaper view={shown()} />
            <TseBlock view={shown()} />
          </div>
        )}
      </Show>
    </main>
  )
}
