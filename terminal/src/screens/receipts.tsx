import { formatEuro } from '@brotkasten/domain/money/cents'
import { createSignal, For, onMount, Show } from 'solid-js'
import { box, type ReceiptRow } from '../client/box.ts'
import { BackHead } from '../parts/back-head.tsx'
import { NoteCard } from '../parts/note-card.tsx'
import { useTill } from '../state/till.ts'
import { dayAndTime } from '../text/when.ts'

/** The last twenty receipts of the branch, newest first; a tap opens one. */
export function ReceiptsScreen() {
  const till = useTill()
  const [rows, setRows] = createSignal<readonly ReceiptRow[] | null>(null)
  const [error, setError] = createSignal<string | null>(null)
  const words = () => till.text().receipts

  async function load(): Promise<void> {
    setError(null)
    const answer = await box.receipts()
    if (answer.ok) setRows(answer.value.receipts)
    else setError(till.failureWords(answer.error))
  }
  onMount(() => void load())
  return (
    <main class="page">
      <BackHead
        title={words().title}
        onBack={() => till.show({ name: 'sale' })}
        label={till.text().backToSale}
      />
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
      <Show when={rows()?.length === 0}>
        <p class="page-empty">{words().none}</p>
      </Show>
      <ol class="receipt-rows">
        <For each={rows()}>
          {(row) => (
            <li>
              <button
                type="button"
                class="receipt-row"
                onClick={() => till.show({ name: 'receipt', id: row.id, from: 'receipts' })}
              >
                <span class="receipt-row-number">
                  {words().number} {row.number}
                </span>
                <span class="receipt-row-facts">
                  {dayAndTime(new Date(row.completedAt), till.zone())}
                  <small>
                    {row.registerName} · {words().operator(row.operatorNumber)}
                  </small>
                </span>
                <Show when={row.outage}>
                  <span class="mark">{words().outage}</span>
                </Show>
                <span class="receipt-row-gross money">{formatEuro(row.gross)}</span>
              </button>
            </li>
          )}
        </For>
      </ol>
    </main>
  )
}
