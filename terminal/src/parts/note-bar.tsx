import { formatEuro } from '@brotkasten/domain/money/cents'
import { Show } from 'solid-js'
import type { Note } from '../state/note.ts'
import { useSale } from '../state/sale.ts'
import { useTill } from '../state/till.ts'
import { NoteCard } from './note-card.tsx'

/** One sentence and one action between receipt and total; it pushes nothing away that could be tapped. */
export function NoteBar() {
  const till = useTill()
  const sale = useSale()
  const note = (): Note | null => {
    const { pay, hint, action } = till.text()
    const { cardPart, undo } = sale.cart
    if (sale.booking.retrying()) {
      return { tone: 'error', words: pay.retrying, action: { label: pay.retryNow, run: sale.booking.hurry } }
    }
    const said = sale.note()
    if (said) return said
    if (undo !== null) {
      const words = sale.cart.lines.length === 0 ? hint.voided : hint.removed
      return { tone: 'info', words, action: { label: action.undo, run: sale.undo } }
    }
    if (cardPart === null) return null
    const run = () => sale.press({ type: 'cardPart', amount: null })
    const words = pay.cardPart(formatEuro(cardPart), formatEuro(sale.rest()))
    return { tone: 'info', words, action: { label: pay.takeBack, run } }
  }
  return (
    <div class="note-place" role="status" aria-live="polite">
      <Show when={note()}>{(shown) => <NoteCard note={shown()} />}</Show>
    </div>
  )
}
