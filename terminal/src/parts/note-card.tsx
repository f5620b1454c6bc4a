import { Show } from 'solid-js'
import type { Note } from '../state/note.ts'

/** One plain sentence and at most one key. */
export const NoteCard = (props: { readonly note: Note }) => (
  <div class={`note note-${props.note.tone}`}>
    <p>{props.note.words}</p>
    <Show when={props.note.action}>
      {(action) => (
        <button type="button" class="note-key" onClick={() => action().run()}>
          {action().label}
        </button>
      )}
    </Show>
  </div>
)
