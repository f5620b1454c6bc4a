import { Show } from 'solid-js'
import { useDesk } from '../state/cash/desk.ts'
import type { Note } from '../state/note.ts'
import { useTill } from '../state/till.ts'
import { NoteCard } from './note-card.tsx'

/** What the box said to the open form, or that it says nothing. */
export function DeskNote() {
  const till = useTill()
  const desk = useDesk()
  const note = (): Note | null => {
    const { pay } = till.text()
    if (!desk.retrying()) return desk.note()
    return { tone: 'error', words: pay.retrying, action: { label: pay.retryNow, run: desk.hurry } }
  }
  return (
    <div class="note-place" role="status" aria-live="polite">
      <Show when={note()}>{(shown) => <NoteCard note={shown()} />}</Show>
    </div>
  )
}
