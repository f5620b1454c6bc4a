import type { ReceiptView } from '@brotkasten/domain/wire/till'
import { createSignal, onMount, Show } from 'solid-js'
import { v7 as uuid } from 'uuid'
import { box } from '../client/box.ts'
import { BackHead } from '../parts/back-head.tsx'
import { Icon } from '../parts/icon.tsx'
import { NoteCard } from '../parts/note-card.tsx'
import { ReceiptPaper } from '../parts/receipt-paper.tsx'
import { TseBlock } from '../parts/tse-block.tsx'
import { useDesk } from '../state/cash/desk.ts'
import { openRefund } from '../state/cash/refund-form.ts'
import { useTill } from '../state/till.ts'

/** One receipt with everything the law asks for: the paper, what the TSE made of it, and the code to check it. */
export function ReceiptScreen(props: { readonly id: string; readonly from: 'sale' | 'receipts' }) {
  const till = useTill()
  const desk = useDesk()
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
  const refund = ({ receipt }: ReceiptView) =>
    desk.open(openRefund(receipt, uuid(), new Date().toISOString()))
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
      >
        <Show when={till.allows('refund') && view()}>
          {(shown) => (
            <button type="button" class="action head-end" onClick={() => refund(shown())}>
              <Icon name="refund" /> {till.text().cash.refund.key}
            </button>
          )}
        </Show>
      </BackHead>
      <Show when={error()}>
        {(words) => (
          <NoteCard
            note={{
              tone: 'error',
              words: words(),
              action: { label: till.text().retry, run: () => void load() },
            }}
          />
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
